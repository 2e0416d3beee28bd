// caught-by: TOP-02
// You take "it exists already" for a failure. A service that starts a second time finds its topic there: that is what it wanted.
import { Kafka } from "kafkajs";
import { type Cluster, create, type TopicReport, type TopicSpec } from "../create-topic.ts";

export async function ensureTopic({ brokers }: Cluster, wanted: TopicSpec): Promise<TopicReport> {
  const admin = new Kafka({ brokers }).admin();
  await admin.connect();
  try {
    if (!(await create(admin, wanted))) throw new Error(`the topic ${wanted.name} exists already`);
    return { created: true, partitionsAdded: 0, settingsChanged: [] };
  } finally {
    await admin.disconnect();
  }
}
