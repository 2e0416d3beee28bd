import type { Cluster, Member } from "./cluster.ts";
import { type ReadRecord, Topic } from "./topic.ts";

/** A topic as a person looks at it: what kcat and `kafka-topics.sh` would tell. */
export interface TopicView {
  name: string;
  partitions: {
    partition: number;
    /** Offset of the first record that is still there. */
    begin: number;
    /** Offset after the last record (the high watermark). */
    end: number;
    /** Its last records, aborted and uncommitted ones too. */
    last: ReadRecord[];
  }[];
}

/** A consumer group as a person looks at it: what `kafka-consumer-groups.sh --describe` would tell. */
export interface GroupView {
  name: string;
  /** Kafka's word: Stable, Empty, PreparingRebalance, Dead (there is no such group). */
  state: string;
  members: Member[];
  partitions: {
    topic: string;
    partition: number;
    /** The offset it would resume from; absent where nothing is committed. */
    committed?: number;
    end: number;
    lag?: number;
  }[];
}

/**
 * Describes topics as they are at this moment; those that do not exist are left out.
 * @param last  records to show from the end of each partition
 */
export async function describeTopics(cluster: Cluster, names: string[], last: number): Promise<TopicView[]> {
  const there = new Set(await (await cluster.admin()).listTopics());
  return await Promise.all(
    names.filter((name) => there.has(name)).map(async (name) => await describeTopic(cluster, name, last)),
  );
}

async function describeTopic(cluster: Cluster, name: string, last: number): Promise<TopicView> {
  const offsets = await cluster.offsets(name);
  const records = await new Topic(cluster, name).last(last);
  const partitions = offsets.map(({ partition, begin, end }) => ({
    partition,
    begin: Number(begin),
    end: Number(end),
    last: records.filter((record) => record.partition === partition),
  }));
  return { name, partitions };
}

/** Describes a consumer group and where it stands on some topics. */
export async function describeGroup(cluster: Cluster, name: string, topics: TopicView[]): Promise<GroupView> {
  const description = await (await cluster.admin()).describeGroups([name]);
  const partitions = await Promise.all(
    topics.map(async (topic) => {
      const committed = await cluster.committed(name, topic.name);
      return topic.partitions.map(({ partition, end }) => {
        const at = committed[partition];
        const progress = at === undefined ? {} : { committed: at, lag: end - at };
        return { topic: topic.name, partition, end, ...progress };
      });
    }),
  );
  const state = description.groups[0]?.state || "Dead";
  return { name, state, members: await cluster.members(name), partitions: partitions.flat() };
}
