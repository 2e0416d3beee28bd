// caught-by: TOP-05
// You let a topic with too many partitions pass: the caller believes in 2 partitions, and there are 4.
import { Kafka } from "kafkajs";
import { type Cluster, configure, create, look, plan, type TopicReport, type TopicSpec } from "../create-topic.ts";

export async function ensureTopic({ brokers }: Cluster, wanted: TopicSpec): Promise<TopicReport> {
  const admin = new Kafka({ brokers }).admin();
  await admin.connect();
  try {
    if (await create(admin, wanted)) return { created: true, partitionsAdded: 0, settingsChanged: [] };
    const there = await look(admin, wanted.name);
    const partitions = Math.min(there.partitions, wanted.partitions);
    const report = plan({ ...there, partitions }, wanted);
    const topicPartitions = [{ topic: wanted.name, count: wanted.partitions }];
    if (report.partitionsAdded > 0) await admin.createPartitions({ topicPartitions });
    if (report.settingsChanged.length > 0) await configure(admin, wanted.name, { ...there.own, ...wanted.config });
    return report;
  } finally {
    await admin.disconnect();
  }
}
