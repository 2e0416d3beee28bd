import { NotImplemented } from "#kata";

/** One running copy of an application. */
export interface Instance {
  /** Addresses of the cluster, `host:port`. */
  brokers: string[];
  /** The topic to read. It has several partitions. */
  topic: string;
  /** Name of the application, the same for all of its instances: `billing`. */
  application: string;
  /** Name of this instance, its own: `billing-2`. */
  instance: string;
  /** Aborted when this instance is to stop. */
  signal: AbortSignal;
}

/** What an instance is given to work on: one record. */
export interface Delivery {
  /** The partition it came from. */
  partition: number;
  /** Its value, as text. */
  value: string;
}

/**
 * Runs one instance of an application until its signal is aborted.
 *
 * All instances of an application share the records of the topic: each record is handled by one of them. Another
 * application gets all records again. The first instance of an application that ever runs begins with the topic's first
 * record; an application that stopped goes on where it stopped.
 *
 * @param handle  does the work for one record; the next one is given after it has resolved
 * @returns       once the signal is aborted and the instance has left its group, so that the others take over
 */
export async function runInstance(
  { brokers, topic, application, instance, signal }: Instance,
  handle: (delivery: Delivery) => Promise<void>,
): Promise<void> {
  // TODO: decide which group the instance joins, run a consumer, wait for the signal, leave
  throw new NotImplemented("runInstance");
}
