/**
 * Talking to a Kafka cluster: a client, topics read to their end, waiting on what is observed. Does not know who
 * started the cluster, nor what a test is.
 */
export { Cluster, type Member, type Offsets, type TopicDescription } from "./cluster.ts";
export { describeGroup, describeTopics, type GroupView, type TopicView } from "./describe.ts";
export type { IsolationLevel } from "./fetch.ts";
export { type ReadRecord, type SentRecord, Topic } from "./topic.ts";
