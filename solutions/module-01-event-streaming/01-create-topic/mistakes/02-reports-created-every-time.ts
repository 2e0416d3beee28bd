// caught-by: TOP-02
// You do not look at what createTopics answers: false means that there was a topic of that name, and nothing was created.
import { Kafka } from "kafkajs";
import { type Cluster, configure, create, look, plan, type TopicReport, type TopicSpec } from "../create-topic.ts";

export async function ensureTopic({ brokers }: Cluster, wanted: TopicSpec): Promise<TopicReport> {
  const admin = new Kafka({ brokers }).admin();
  await admin.connect();
  try {
    await create(admin, wanted);
    const there = await look(admin, wanted.name);
    const report = plan(there, wanted);
    const topicPartitions = [{ topic: wanted.name, count: wanted.partitions }];
    if (report.partitionsAdded > 0) await admin.createPartitions({ topicPartitions });
    if (report.settingsChanged.length > 0) await configure(admin, wanted.name, { ...there.own, ...wanted.config });
    return { ...report, created: true };
  } finally {
    await admin.disconnect();
  }
}
