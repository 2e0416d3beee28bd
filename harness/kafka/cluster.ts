import "./cured.ts";
import kafkajs, { type Admin, type ITopicConfig, Kafka, logLevel, type Producer } from "kafkajs";
import { Problem } from "../problem.ts";
import { until } from "../until.ts";
import { FAR_FUTURE_MS } from "./limits.ts";
import { OffsetReader, type PartitionOffsets } from "./offsets.ts";
import { isRetriable, patiently } from "./patience.ts";
import { Topic } from "./topic.ts";

const DELETED_AT_ONCE = 20;
const DELETED_MS = 30_000;

/** Offset by partition, as numbers: what a person reads in a message. */
export type Offsets = Record<number, number>;

/** One member of a consumer group and the partitions it has. */
export interface Member {
  clientId: string;
  memberId: string;
  /** `topic` → its partitions, ascending. */
  partitions: Record<string, number[]>;
}

/** A topic as its cluster describes it. */
export interface TopicDescription {
  partitions: number;
  /** The settings the topic has of its own; for every other one the broker's default holds. */
  config: Record<string, string>;
}

/** A client of the harness on one cluster: makes topics, looks at topics and groups. Connects at first use; close it. */
export class Cluster {
  readonly brokers: string[];
  readonly kafka: Kafka;
  #admin: Promise<Admin> | undefined;
  #producer: Promise<Producer> | undefined;
  readonly #offsets: OffsetReader;

  constructor(brokers: string[]) {
    this.brokers = brokers;
    this.#offsets = new OffsetReader(brokers);
    this.kafka = new Kafka({
      clientId: "streaming-katas",
      brokers,
      logLevel: logLevel.NOTHING,
      retry: { initialRetryTime: 50, retries: 10 },
    });
  }

  admin(): Promise<Admin> {
    this.#admin ??= connected(this.kafka.admin());
    return this.#admin;
  }

  producer(): Promise<Producer> {
    this.#producer ??= connected(this.kafka.producer({ allowAutoTopicCreation: false }));
    return this.#producer;
  }

  /**
   * Makes a topic that keeps whatever event time its records carry: no retention (an outside broker's seven days would
   * delete old fixtures) and no upper bound on timestamps (sentinels lie in the future).
   */
  async createTopic(name: string, { partitions = 1, replicationFactor = 1, config = {} } = {}): Promise<Topic> {
    const admin = await this.admin();
    const settings = { "retention.ms": "-1", "message.timestamp.after.max.ms": FAR_FUTURE_MS, ...config };
    const topic: ITopicConfig = {
      topic: name,
      numPartitions: partitions,
      replicationFactor,
      configEntries: Object.entries(settings).map(([name, value]) => ({ name, value })),
    };
    // kafkajs's own waiting gives up on a broker that has not heard of the topic yet.
    await admin.createTopics({ topics: [topic], waitForLeaders: false });
    await this.offsets(name).catch((cause: unknown) => {
      if (!isRetriable(cause)) throw cause;
      throw new Problem(`Kafka made the topic ${name} and does not serve it: ${cause}`, {
        remedy: "Close what keeps this machine busy, then run again.",
        cause,
      });
    });
    return this.topic(name);
  }

  /**
   * Deletes topics, some at a time, and waits until a broker has heard of it: one that is told to delete a thousand
   * partitions does nothing else for seconds, and whoever has just made a topic on it waits.
   */
  async deleteTopics(names: string[]): Promise<void> {
    const admin = await this.admin();
    for (let i = 0; i < names.length; i += DELETED_AT_ONCE) {
      const some = names.slice(i, i + DELETED_AT_ONCE);
      await admin.deleteTopics({ topics: some });
      const left = async () => {
        const there = new Set(await admin.listTopics());
        return some.filter((name) => there.has(name));
      };
      await until("topics to be deleted", left, ({ length }) => length === 0, DELETED_MS);
    }
  }

  /** A handle to a topic, whether or not there is one of that name yet. */
  topic(name: string): Topic {
    return new Topic(this, name);
  }

  /** What the topic is at this moment; undefined where there is none of that name. */
  async describeTopic(name: string): Promise<TopicDescription | undefined> {
    const { ConfigResourceTypes, ConfigSource } = kafkajs;
    const admin = await this.admin();
    if (!(await admin.listTopics()).includes(name)) return undefined;
    const [metadata, configs] = await Promise.all([
      admin.fetchTopicMetadata({ topics: [name] }),
      admin.describeConfigs({ includeSynonyms: false, resources: [{ type: ConfigResourceTypes.TOPIC, name }] }),
    ]);
    const entries = configs.resources.flatMap(({ configEntries }) => configEntries);
    const own = entries.filter(({ configSource }) => configSource === ConfigSource.TOPIC_CONFIG);
    return {
      partitions: metadata.topics[0]?.partitions.length ?? 0,
      config: Object.fromEntries(own.map(({ configName, configValue }) => [configName, configValue])),
    };
  }

  /** The offset after the last record of each partition (the high watermark). */
  async endOffsets(topic: string): Promise<Offsets> {
    return Object.fromEntries((await this.offsets(topic)).map(({ partition, end }) => [partition, Number(end)]));
  }

  /** Where each partition of a topic begins and ends at this moment, ascending by partition. */
  async offsets(topic: string): Promise<PartitionOffsets[]> {
    return this.#offsets.offsets(topic);
  }

  /** What a group has committed: the offset it would resume from; partitions without a commit are left out. */
  async committed(group: string, topic: string): Promise<Offsets> {
    const admin = await this.admin();
    const [found] = await patiently(() => admin.fetchOffsets({ groupId: group, topics: [topic] }));
    const committed = (found?.partitions ?? []).filter(({ offset }) => offset !== "-1");
    return Object.fromEntries(committed.map(({ partition, offset }) => [partition, Number(offset)]));
  }

  /** The group's members at this moment; none for a group that does not exist. */
  async members(group: string): Promise<Member[]> {
    const { AssignerProtocol } = await import("kafkajs");
    const admin = await this.admin();
    const description = await patiently(() => admin.describeGroups([group]));
    return (description.groups[0]?.members ?? []).map(({ clientId, memberId, memberAssignment }) => {
      const assignment =
        memberAssignment.length > 0 ? AssignerProtocol.MemberAssignment.decode(memberAssignment) : null;
      const partitions = Object.entries(assignment?.assignment ?? {});
      return {
        clientId,
        memberId,
        partitions: Object.fromEntries(
          partitions.map(([topic, numbers]) => [topic, [...numbers].sort((a, b) => a - b)]),
        ),
      };
    });
  }

  /**
   * The groups whose members have partitions of a topic at this moment, by group id; a group that is rebalancing is not
   * among them. Looks at every group of the cluster, whatever its name.
   */
  async groupsReading(topic: string): Promise<Record<string, Member[]>> {
    const admin = await this.admin();
    const { groups } = await patiently(() => admin.listGroups());
    const looked = await Promise.all(
      groups.map(async ({ groupId }): Promise<[string, Member[]]> => {
        // A group may be gone again, or be of a protocol that this client does not know.
        const members = await this.members(groupId).catch(() => []);
        return [groupId, members.filter(({ partitions }) => (partitions[topic] ?? []).length > 0)];
      }),
    );
    return Object.fromEntries(looked.filter(([, members]) => members.length > 0));
  }

  /** Waits until a group satisfies a condition, for example that it has two members. @throws NotObserved */
  async untilMembers(group: string, what: string, satisfied: (members: Member[]) => boolean): Promise<Member[]> {
    return until(`group ${group}: ${what}`, () => this.members(group), satisfied);
  }

  /** Proves that the cluster answers, on a connection of its own and without patience. @throws what the client throws */
  async ping(): Promise<void> {
    const impatient = new Kafka({
      brokers: this.brokers,
      logLevel: logLevel.NOTHING,
      connectionTimeout: 1_000,
      requestTimeout: 2_000,
      retry: { retries: 1, initialRetryTime: 100 },
    });
    const admin = impatient.admin();
    try {
      await admin.connect();
      await admin.describeCluster();
    } finally {
      await admin.disconnect();
    }
  }

  async close(): Promise<void> {
    const clients = [this.#admin, this.#producer].map(async (client) => (await client)?.disconnect());
    await Promise.all([...clients, this.#offsets.close()]);
  }
}

async function connected<C extends { connect(): Promise<void> }>(client: C): Promise<C> {
  await client.connect();
  return client;
}
