// caught-by: TOP-04
// You set the settings when you create a topic, and never look at them again: a topic that exists keeps the old values.
import { Kafka } from "kafkajs";
import { type Cluster, create, look, plan, type TopicReport, type TopicSpec } from "../create-topic.ts";

export async function ensureTopic({ brokers }: Cluster, wanted: TopicSpec): Promise<TopicReport> {
  const admin = new Kafka({ brokers }).admin();
  await admin.connect();
  try {
    if (await create(admin, wanted)) return { created: true, partitionsAdded: 0, settingsChanged: [] };
    const there = await look(admin, wanted.name);
    const report = plan(there, wanted);
    const topicPartitions = [{ topic: wanted.name, count: wanted.partitions }];
    if (report.partitionsAdded > 0) await admin.createPartitions({ topicPartitions });
    return { ...report, settingsChanged: [] };
  } finally {
    await admin.disconnect();
  }
}
