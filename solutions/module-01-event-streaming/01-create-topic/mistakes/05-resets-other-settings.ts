// caught-by: TOP-04
// You send only the settings that were asked for: alterConfigs replaces all settings of the topic, so the others fall back to the defaults.
import { Kafka } from "kafkajs";
import { type Cluster, configure, create, look, plan, type TopicReport, type TopicSpec } from "../create-topic.ts";

export async function ensureTopic({ brokers }: Cluster, wanted: TopicSpec): Promise<TopicReport> {
  const admin = new Kafka({ brokers }).admin();
  await admin.connect();
  try {
    if (await create(admin, wanted)) return { created: true, partitionsAdded: 0, settingsChanged: [] };
    const there = await look(admin, wanted.name);
    const report = plan(there, wanted);
    const topicPartitions = [{ topic: wanted.name, count: wanted.partitions }];
    if (report.partitionsAdded > 0) await admin.createPartitions({ topicPartitions });
    if (report.settingsChanged.length > 0) await configure(admin, wanted.name, wanted.config);
    return report;
  } finally {
    await admin.disconnect();
  }
}
