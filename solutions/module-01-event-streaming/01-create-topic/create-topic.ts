import kafkajs, { type Admin } from "kafkajs";

const { ConfigResourceTypes, ConfigSource, Kafka } = kafkajs;

export interface Cluster {
  brokers: string[];
}

export interface TopicSpec {
  name: string;
  partitions: number;
  config: Record<string, string>;
}

export interface TopicReport {
  created: boolean;
  partitionsAdded: number;
  settingsChanged: string[];
}

/** A topic that exists: all its settings, and those of them that are its own and not the broker's defaults. */
export interface ExistingTopic {
  partitions: number;
  config: Record<string, string>;
  own: Record<string, string>;
}

export async function ensureTopic({ brokers }: Cluster, wanted: TopicSpec): Promise<TopicReport> {
  const admin = new Kafka({ brokers }).admin();
  await admin.connect();
  try {
    if (await create(admin, wanted)) return { created: true, partitionsAdded: 0, settingsChanged: [] };
    const there = await look(admin, wanted.name);
    const report = plan(there, wanted);
    if (report.partitionsAdded > 0) {
      const topicPartitions = [{ topic: wanted.name, count: wanted.partitions }];
      await admin.createPartitions({ topicPartitions });
    }
    // alterConfigs replaces the topic's own settings, so those that stay have to be sent along.
    if (report.settingsChanged.length > 0) await configure(admin, wanted.name, { ...there.own, ...wanted.config });
    return report;
  } finally {
    await admin.disconnect();
  }
}

/** What has to change so that an existing topic is as wanted. @throws Error where it has too many partitions */
export function plan(there: Omit<ExistingTopic, "own">, wanted: TopicSpec): TopicReport {
  const partitionsAdded = wanted.partitions - there.partitions;
  if (partitionsAdded < 0) {
    throw new Error(`${wanted.name} has ${there.partitions} partitions; ${wanted.partitions} cannot be had`);
  }
  const changed = Object.entries(wanted.config).filter(([setting, value]) => there.config[setting] !== value);
  return { created: false, partitionsAdded, settingsChanged: changed.map(([setting]) => setting).sort() };
}

/** @returns false where there is a topic of that name already */
export async function create(admin: Admin, { name, partitions, config }: TopicSpec): Promise<boolean> {
  const topic = { topic: name, numPartitions: partitions, configEntries: entries(config) };
  return admin.createTopics({ topics: [topic], waitForLeaders: false });
}

export async function look(admin: Admin, name: string): Promise<ExistingTopic> {
  const { topics } = await admin.fetchTopicMetadata({ topics: [name] });
  const resources = [{ type: ConfigResourceTypes.TOPIC, name }];
  const described = await admin.describeConfigs({ includeSynonyms: false, resources });
  const all = described.resources.flatMap(({ configEntries }) => configEntries);
  const own = all.filter(({ configSource }) => configSource === ConfigSource.TOPIC_CONFIG);
  const values = (from: typeof all) =>
    Object.fromEntries(from.map(({ configName, configValue }) => [configName, configValue]));
  return { partitions: topics[0]?.partitions.length ?? 0, config: values(all), own: values(own) };
}

export async function configure(admin: Admin, name: string, config: Record<string, string>): Promise<void> {
  const resources = [{ type: ConfigResourceTypes.TOPIC, name, configEntries: entries(config) }];
  await admin.alterConfigs({ validateOnly: false, resources });
}

function entries(config: Record<string, string>): { name: string; value: string }[] {
  return Object.entries(config).map(([name, value]) => ({ name, value }));
}
