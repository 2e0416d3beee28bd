import { NotImplemented } from "#kata";

/** Where to read from, and as whom. */
export interface Source {
  /** Addresses of the cluster, `host:port`. */
  brokers: string[];
  topic: string;
  /** The consumer group to join, and to leave again. */
  group: string;
}

/** The values of a topic's records as text, by partition, in the order of their offsets. */
export type Contents = Record<number, string[]>;

/**
 * Reads every partition of the topic from its first record up to the end offset it has when the call is made, then
 * leaves the group. The reading leaves no offset behind: the next call with the same group reads everything again.
 *
 * @returns an entry for every partition; a partition that has no records has an empty list
 */
export async function readToEnd({ brokers, topic, group }: Source): Promise<Contents> {
  // TODO: ask where each partition begins and ends; read until none is left unfinished; leave the group
  throw new NotImplemented("readToEnd");
}
