// Looks before it acts, and asks the cluster for each setting by name instead of reading them all.
import kafkajs, { type Admin } from "kafkajs";
import type { Cluster, TopicReport, TopicSpec } from "../create-topic.ts";

const { ConfigResourceTypes, Kafka } = kafkajs;

export async function ensureTopic({ brokers }: Cluster, wanted: TopicSpec): Promise<TopicReport> {
  const admin = new Kafka({ brokers, clientId: "topic-keeper" }).admin();
  await admin.connect();
  const report: TopicReport = { created: false, partitionsAdded: 0, settingsChanged: [] };
  try {
    const names = await admin.listTopics();
    if (!names.includes(wanted.name)) {
      const configEntries = Object.entries(wanted.config).map(([name, value]) => ({ name, value }));
      // Somebody may have been quicker since the look: then createTopics says false, and so does the report.
      report.created = await admin.createTopics({
        waitForLeaders: false,
        topics: [{ topic: wanted.name, numPartitions: wanted.partitions, configEntries }],
      });
      return report;
    }
    const ends = await admin.fetchTopicOffsets(wanted.name);
    report.partitionsAdded = wanted.partitions - ends.length;
    if (report.partitionsAdded < 0)
      throw new RangeError(`${wanted.name} has more than ${wanted.partitions} partitions`);
    report.settingsChanged = await set(admin, wanted);
    if (report.partitionsAdded > 0) {
      await admin.createPartitions({ topicPartitions: [{ topic: wanted.name, count: wanted.partitions }] });
    }
    return report;
  } finally {
    await admin.disconnect();
  }
}

async function set(admin: Admin, { name, config }: TopicSpec): Promise<string[]> {
  const type = ConfigResourceTypes.TOPIC;
  const { resources } = await admin.describeConfigs({ includeSynonyms: false, resources: [{ type, name }] });
  const entries = resources[0]?.configEntries ?? [];
  const changed = entries.filter((entry) => config[entry.configName] !== undefined);
  const settingsChanged = changed
    .filter((entry) => entry.configValue !== config[entry.configName])
    .map((entry) => entry.configName)
    .sort();
  if (settingsChanged.length === 0) return [];
  const kept = entries
    .filter((entry) => !entry.isDefault && config[entry.configName] === undefined)
    .map((entry) => ({ name: entry.configName, value: entry.configValue }));
  const asked = Object.entries(config).map(([setting, value]) => ({ name: setting, value }));
  await admin.alterConfigs({ validateOnly: false, resources: [{ type, name, configEntries: [...kept, ...asked] }] });
  return settingsChanged;
}
