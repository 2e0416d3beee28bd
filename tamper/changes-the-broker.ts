// exercise: 01/01
// Has its broker take no record any more, by a setting that outlives the check.
// beside: 01/02
// tier: full
import kafkajs from "kafkajs";

export async function ensureTopic({ brokers }: { brokers: string[] }): Promise<void> {
  const admin = new kafkajs.Kafka({ brokers }).admin();
  await admin.connect();
  const configEntries = [{ name: "message.max.bytes", value: "1" }];
  const resources = [{ type: kafkajs.ConfigResourceTypes.BROKER, name: "1", configEntries }];
  await admin.alterConfigs({ validateOnly: false, resources });
  await admin.disconnect();
}
