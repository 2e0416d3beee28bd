import type { Admin } from "kafkajs";
import { until } from "../../until.ts";

/**
 * Makes topics of one partition each, and waits until they have leaders. kafkajs's own waiting gives up on a broker that has
 * not heard of a topic yet.
 */
export async function makeTopics(admin: Admin, ...names: string[]): Promise<void> {
  await admin.createTopics({ topics: names.map((topic) => ({ topic, numPartitions: 1 })), waitForLeaders: false });
  const unknown = (error: Error & { retriable?: boolean }) => {
    if (error.retriable) return error.message;
    throw error;
  };
  await until(
    `leaders of ${names.join(", ")}`,
    () => admin.fetchTopicMetadata({ topics: names }).catch(unknown),
    (seen) =>
      typeof seen !== "string" && seen.topics.every(({ partitions }) => partitions.every((one) => one.leader >= 0)),
  );
}
