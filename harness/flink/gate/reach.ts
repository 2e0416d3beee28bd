/** What a submission's jobs and statements may read and write: what its check made, and nothing else on the cluster. */
export interface Reach {
  /** Kafka's addresses, as Flink reaches them. */
  readonly brokers: readonly string[];
  readonly topics: readonly string[];
}
