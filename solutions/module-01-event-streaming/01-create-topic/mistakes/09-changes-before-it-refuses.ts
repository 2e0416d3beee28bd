// caught-by: TOP-05
// You change the settings first and find too many partitions after that: the call fails, and the topic is not what it was.
import { Kafka } from "kafkajs";
import { type Cluster, configure, create, look, plan, type TopicReport, type TopicSpec } from "../create-topic.ts";

export async function ensureTopic({ brokers }: Cluster, wanted: TopicSpec): Promise<TopicReport> {
  const admin = new Kafka({ brokers }).admin();
  await admin.connect();
  try {
    if (await create(admin, wanted)) return { created: true, partitionsAdded: 0, settingsChanged: [] };
    const there = await look(admin, wanted.name);
    await configure(admin, wanted.name, { ...there.own, ...wanted.config });
    const report = plan(there, wanted);
    const topicPartitions = [{ topic: wanted.name, count: wanted.partitions }];
    if (report.partitionsAdded > 0) await admin.createPartitions({ topicPartitions });
    return report;
  } finally {
    await admin.disconnect();
  }
}
