// caught-by: TOP-03
// You change the settings of a topic that exists, and leave it with the partitions it has, however many were asked for.
import { Kafka } from "kafkajs";
import { type Cluster, configure, create, look, plan, type TopicReport, type TopicSpec } from "../create-topic.ts";

export async function ensureTopic({ brokers }: Cluster, wanted: TopicSpec): Promise<TopicReport> {
  const admin = new Kafka({ brokers }).admin();
  await admin.connect();
  try {
    if (await create(admin, wanted)) return { created: true, partitionsAdded: 0, settingsChanged: [] };
    const there = await look(admin, wanted.name);
    const report = plan(there, wanted);
    if (report.settingsChanged.length > 0) await configure(admin, wanted.name, { ...there.own, ...wanted.config });
    return { ...report, partitionsAdded: 0 };
  } finally {
    await admin.disconnect();
  }
}
