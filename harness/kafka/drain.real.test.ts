/** Reading a topic to its end offsets, and looking at topics and groups, on a real broker. */
import { CompressionTypes, type Producer } from "kafkajs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NotObserved } from "../until.ts";
import { RealCluster } from "./testing/real-cluster.ts";
import { sendIn, transactionalProducer } from "./testing/transactions.ts";
import { TooMuchToRead } from "./too-much.ts";

let real: RealCluster;
let transactional: Producer;
beforeAll(async () => {
  real = await RealCluster.open();
  transactional = await transactionalProducer(real);
}, 60_000);
afterAll(async () => {
  await transactional.disconnect();
  await real.close();
});

const COMMITTED = { isolation: "read_committed" } as const;
const UNCOMMITTED = { isolation: "read_uncommitted" } as const;

test("topics are deleted, however many, and those of others are left", async () => {
  const kept = await real.topic("kept");
  const topics = await Promise.all(Array.from({ length: 45 }, () => real.topic("deleted", { partitions: 2 })));
  await real.cluster.deleteTopics(topics.map(({ name }) => name));
  const there = await (await real.cluster.admin()).listTopics();
  expect(topics.filter(({ name }) => there.includes(name))).toEqual([]);
  expect(there).toContain(kept.name);
  await real.cluster.deleteTopics([]);
});

test("topics that are looked at at the same time all have their partitions", async () => {
  for (let round = 0; round < 5; round++) {
    const topics = await Promise.all(Array.from({ length: 8 }, () => real.topic("together")));
    await Promise.all(topics.map((topic) => topic.produce([{ key: null, value: "one" }])));
    const drained = topics.map(async (topic, i) => {
      // One after the other, a little apart: an answer that is on its way to one must not do for the next.
      for (let turn = 0; turn < 3 * i; turn++) await new Promise((resolve) => setImmediate(resolve));
      return (await topic.drain(COMMITTED)).length;
    });
    expect(await Promise.all(drained)).toEqual(topics.map(() => 1));
  }
});

describe("drain", () => {
  test("an empty topic has no records, under either isolation level", async () => {
    const topic = await real.topic("empty", { partitions: 2 });
    expect(await topic.drain(COMMITTED)).toEqual([]);
    expect(await topic.drain(UNCOMMITTED)).toEqual([]);
  });

  test("gives partition after partition, each in offset order, as it was sent", async () => {
    const topic = await real.topic("partitions", { partitions: 3 });
    await topic.produce([
      { key: "k2", value: { n: 1 }, partition: 2, timestamp: 1_000, headers: { origin: "test" } },
      { key: null, value: "text", partition: 0 },
      { key: "k2", value: null, partition: 2, timestamp: 2_000 },
    ]);
    await topic.produce([{ key: "k0", value: "later", partition: 0 }]);
    const records = await topic.drain(COMMITTED);
    expect(records.map(({ partition, offset, key, value }) => [partition, offset, key, value])).toEqual([
      [0, 0, null, "text"],
      [0, 1, "k0", "later"],
      [2, 0, "k2", '{"n":1}'],
      [2, 1, "k2", null],
    ]);
    expect(records[2]).toMatchObject({ headers: { origin: "test" }, timestamp: 1_000 });
    expect(await topic.values(COMMITTED).catch((error) => error.name)).toBe("SyntaxError");
  });

  test("what is little on the broker and much when unpacked is not unpacked", async () => {
    const topic = await real.topic("bomb");
    const producer = real.cluster.kafka.producer();
    try {
      await producer.connect();
      await producer.send({
        topic: topic.name,
        messages: [{ value: Buffer.alloc(70_000_000) }],
        compression: CompressionTypes.GZIP,
      });
    } finally {
      await producer.disconnect();
    }
    await expect(topic.drain(COMMITTED)).rejects.toThrow(TooMuchToRead);
  });

  test("reads past the markers at the end of a partition", async () => {
    const topic = await real.topic("markers");
    const kept = await transactional.transaction();
    await sendIn(kept, topic.name, "kept");
    await kept.commit();
    const dropped = await transactional.transaction();
    await sendIn(dropped, topic.name, "dropped");
    await dropped.abort();
    // An abort returns before its marker is on the partition; a drain waits for it, since only it says what is dropped.
    expect((await topic.drain(COMMITTED)).map(({ value }) => value)).toEqual(["kept"]);
    await expect.poll(() => real.cluster.endOffsets(topic.name)).toEqual({ 0: 4 });
    expect((await topic.drain(COMMITTED)).map(({ value }) => value)).toEqual(["kept"]);
    expect((await topic.drain(UNCOMMITTED)).map(({ value }) => value)).toEqual(["kept", "dropped"]);
  });

  test("a partition that holds nothing but what was aborted drains to nothing", async () => {
    const topic = await real.topic("only-aborted");
    const dropped = await transactional.transaction();
    await sendIn(dropped, topic.name, "dropped");
    await dropped.abort();
    expect(await topic.drain(COMMITTED)).toEqual([]);
  });

  test("an open transaction holds back read_committed, which says where and why", async () => {
    const topic = await real.topic("open");
    await topic.produce([{ value: "before" }]);
    const open = await transactional.transaction();
    await sendIn(open, topic.name, "undecided");
    await topic.produce([{ value: "after" }]);
    expect((await topic.drain(UNCOMMITTED)).map(({ value }) => value)).toEqual(["before", "undecided", "after"]);
    const held = await topic.drain({ ...COMMITTED, withinMs: 300 }).catch((error: unknown) => error);
    expect(held).toBeInstanceOf(NotObserved);
    expect(held).toHaveProperty(
      "message",
      `waited 0.3 s to read ${topic.name} to its end: partition 0 at 1 of 3; ` +
        "a transaction that is still open holds back read_committed readers",
    );
    await open.commit();
    expect((await topic.drain(COMMITTED)).map(({ value }) => value)).toEqual(["before", "undecided", "after"]);
  });

  test("records that arrive while it reads are not its business", async () => {
    const topic = await real.topic("moving");
    const value = "x".repeat(200_000);
    await topic.produce(Array.from({ length: 5 }, () => ({ value })));
    // Sending goes on beside every drain; what a drain gives must be a prefix, never a gap or a record too many.
    let sending = true;
    const sender = (async () => {
      for (let n = 5; sending; n++) await topic.produce([{ key: String(n), value: "small" }]);
    })();
    try {
      for (let i = 0; i < 5; i++) {
        const before = (await real.cluster.endOffsets(topic.name))[0] ?? 0;
        const offsets = (await topic.drain(COMMITTED)).map(({ offset }) => offset);
        const after = (await real.cluster.endOffsets(topic.name))[0] ?? 0;
        expect(offsets).toEqual(offsets.map((_, n) => n));
        expect(offsets.length).toBeGreaterThanOrEqual(before);
        expect(offsets.length).toBeLessThanOrEqual(after);
      }
    } finally {
      sending = false;
      await sender;
    }
  });

  test("takes as many fetches as large values need", async () => {
    const topic = await real.topic("large", { partitions: 2 });
    const values = Array.from({ length: 24 }, (_, i) => `${i}:${"v".repeat(900_000)}`);
    for (let i = 0; i < values.length; i++) await topic.produce([{ value: values[i] ?? null, partition: i % 2 }]);
    const records = await topic.drain(COMMITTED);
    const inPartitions = [...values.filter((_, i) => i % 2 === 0), ...values.filter((_, i) => i % 2 === 1)];
    expect(records.map(({ value }) => value?.length)).toEqual(inPartitions.map(({ length }) => length));
    expect(records.map(({ value }) => value?.split(":")[0])).toEqual(inPartitions.map((value) => value.split(":")[0]));
    expect((await topic.bytes(COMMITTED))[0]?.length).toBe(values[0]?.length);
  });

  test("passes over offsets that compaction has emptied", async () => {
    const topic = await real.topic("compacted", {
      config: { "cleanup.policy": "compact", "segment.ms": "100", "min.cleanable.dirty.ratio": "0.01" },
    });
    // One batch each: of the first, only its first record survives; the offsets after it hold nothing any more.
    await topic.produce([
      { key: "stays", value: "1" },
      { key: "goes", value: "1" },
      { key: "goes", value: "2" },
    ]);
    await topic.produce([{ key: "goes", value: "3" }]);
    const compacted = async () => {
      await topic.produce([{ key: "roll", value: "r" }]);
      const records = await topic.drain(UNCOMMITTED);
      return records.filter(({ key }) => key !== "roll").map(({ key, value }) => `${key} ${value}`);
    };
    await expect.poll(compacted, { timeout: 40_000, interval: 150 }).toEqual(["stays 1", "goes 3"]);
  }, 60_000);

  test("last gives the end of each partition, whatever became of its transactions", async () => {
    const topic = await real.topic("last", { partitions: 2 });
    await topic.produce(Array.from({ length: 50 }, (_, n) => ({ value: String(n), partition: n % 2 })));
    const open = await transactional.transaction();
    await sendIn(open, topic.name, "undecided");
    const last = await topic.last(2);
    expect(last.map(({ partition, value }) => [partition, value])).toEqual([
      [0, "48"],
      [0, "undecided"],
      [1, "47"],
      [1, "49"],
    ]);
    await open.abort();
  });
});

describe("a topic of ours", () => {
  test("keeps old event times and takes future ones, on any cluster", async () => {
    const topic = await real.topic("settings", { partitions: 2, config: { "cleanup.policy": "compact" } });
    expect(await real.cluster.describeTopic(topic.name)).toEqual({
      partitions: 2,
      config: {
        "retention.ms": "-1",
        "message.timestamp.after.max.ms": "9223372036854775807",
        "cleanup.policy": "compact",
      },
    });
    const farAhead = Date.now() + 10 * 365 * 86_400_000;
    await topic.produce([
      { key: "old", value: "1970", timestamp: 1 },
      { key: "new", value: "sentinel", timestamp: farAhead },
    ]);
    const times = (await topic.drain(COMMITTED)).map(({ timestamp }) => timestamp);
    expect(times.sort((a, b) => a - b)).toEqual([1, farAhead]);
    expect(await real.cluster.describeTopic(real.name("nowhere"))).toBeUndefined();
  });
});

describe("a group", () => {
  test("is seen with its members, their partitions, and what it has committed", async () => {
    const topic = await real.topic("read", { partitions: 2 });
    const group = real.name("group");
    await topic.produce([0, 0, 0, 1].map((partition, n) => ({ value: String(n), partition })));
    expect(await real.cluster.members(group)).toEqual([]);
    expect(await real.cluster.committed(group, topic.name)).toEqual({});

    const consumer = real.cluster.kafka.consumer({ groupId: group, maxWaitTimeInMs: 50 });
    await consumer.connect();
    await consumer.subscribe({ topic: topic.name, fromBeginning: true });
    await consumer.run({ autoCommit: false, eachMessage: async () => {} });
    try {
      const [member] = await real.cluster.untilMembers(
        group,
        "has a member with both partitions",
        (members) => members[0]?.partitions[topic.name]?.length === 2,
      );
      expect(member?.partitions).toEqual({ [topic.name]: [0, 1] });
      expect(Object.keys(await real.cluster.groupsReading(topic.name))).toEqual([group]);
      await consumer.commitOffsets([{ topic: topic.name, partition: 0, offset: "2" }]);
      expect(await real.cluster.committed(group, topic.name)).toEqual({ 0: 2 });
      expect(await real.cluster.endOffsets(topic.name)).toEqual({ 0: 3, 1: 1 });
    } finally {
      await consumer.disconnect();
    }
    expect(await real.cluster.members(group)).toEqual([]);
    expect(await real.cluster.committed(group, topic.name)).toEqual({ 0: 2 });
  });
});
