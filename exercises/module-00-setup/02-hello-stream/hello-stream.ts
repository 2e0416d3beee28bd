import { NotImplemented } from "#kata";

/** Where to send to. */
export interface Destination {
  /** Addresses of the cluster, `host:port`. */
  brokers: string[];
  topic: string;
}

/** Where to read from, and as whom. */
export interface Source extends Destination {
  /** The consumer group to join, and to leave again. */
  group: string;
}

/**
 * Sends each greeting as the value of one record, in order, and returns once Kafka has them all.
 */
export async function sendGreetings({ brokers, topic }: Destination, greetings: string[]): Promise<void> {
  // TODO: connect a producer, send, disconnect
  throw new NotImplemented("sendGreetings");
}

/**
 * Reads the topic from its first record up to the end offset it has now, then leaves the group.
 *
 * @returns the greetings in the order in which they were sent; none for an empty topic
 */
export async function readGreetings({ brokers, topic, group }: Source): Promise<string[]> {
  // TODO: ask where the topic ends, read up to there, leave
  throw new NotImplemented("readGreetings");
}
