import { NotImplemented } from "#kata";

/** Where the topic is to be. */
export interface Cluster {
  /** Addresses of the cluster, `host:port`. */
  brokers: string[];
}

/** A topic as you want it to be. */
export interface TopicSpec {
  name: string;
  /** How many partitions it has in all, at least 1. */
  partitions: number;
  /** Settings and their values, for example `{ "retention.ms": "3600000" }`. A setting not named here is left alone. */
  config: Record<string, string>;
}

/** What one call changed. */
export interface TopicReport {
  /** Whether the topic is new. For a new topic the other two fields say 0 and []. */
  created: boolean;
  /** How many partitions an existing topic was given on top of those it had. */
  partitionsAdded: number;
  /** Names of the settings of an existing topic that got another value, sorted. */
  settingsChanged: string[];
}

/**
 * Sees to it that the topic is there as wanted, whether or not it exists: a service calls this each time it starts.
 *
 * @returns what was changed; nothing, where the topic was as wanted already
 * @throws  Error where the topic has more partitions than wanted; then nothing at all is changed
 */
export async function ensureTopic({ brokers }: Cluster, wanted: TopicSpec): Promise<TopicReport> {
  // TODO: connect an admin client and create the topic; what if it is there already?
  throw new NotImplemented("ensureTopic");
}
