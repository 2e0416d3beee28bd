import { type Cluster, describe, expect, type Topic, test } from "#harness";
import { readToEnd } from "./first-consumer.ts";

describe("a topic read to its end", () => {
  test("every partition is read from its first record, in the order of its offsets", { code: "CON-01" }, async ({
    kafka,
    topic,
    group,
  }) => {
    const orders = await topic("orders", { partitions: 3 });
    await orders.produce([
      { partition: 0, value: "o-1", timestamp: 1_000 },
      { partition: 0, value: "o-4", timestamp: 500 }, // sent after o-1, and older
      { partition: 1, value: "o-2", timestamp: 2_000 },
      { partition: 2, value: "o-3", timestamp: 3_000 },
      { partition: 2, value: "o-5", timestamp: 5_000 },
    ]);

    const read = await readToEnd({ brokers: kafka.brokers, topic: orders.name, group: group() });

    expect(read, "each partition holds what was sent to it, the record with the lowest offset first").toEqual({
      0: ["o-1", "o-4"],
      1: ["o-2"],
      2: ["o-3", "o-5"],
    });
  });

  test("the end of a partition is its end offset, not the end of a batch", { code: "CON-02" }, async ({
    kafka,
    topic,
    group,
  }) => {
    const orders = await topic("orders", { partitions: 2 });
    await orders.produce([{ partition: 0, value: "small" }]);
    for (let sent = 0; sent < 80; sent += 10) await orders.produce(big(sent, 10)); // 4 MB: four fetches or more

    const read = await readToEnd({ brokers: kafka.brokers, topic: orders.name, group: group() });

    expect(read[0], "partition 0, which is read in one go").toEqual(["small"]);
    const numbers = (read[1] ?? []).map((value) => Number.parseInt(value, 10));
    expect(numbers, "all 80 records of partition 1, in order").toEqual(Array.from({ length: 80 }, (_, i) => i));
  });

  test("a partition with nothing to read is finished from the start", { code: "CON-03", deadlineMs: 6_000 }, async ({
    kafka,
    topic,
    group,
  }) => {
    const orders = await topic("orders", { partitions: 4 });
    await orders.produce([
      { partition: 0, value: "o-1" },
      { partition: 2, value: "deleted" },
      { partition: 2, value: "deleted too" },
      ...Array.from({ length: 9 }, () => ({ partition: 3, value: "deleted" })),
      { partition: 3, value: "o-2" },
    ]);
    await orders.deleteRecords({ partition: 2, before: 2 });
    await orders.deleteRecords({ partition: 3, before: 9 });

    const read = await readToEnd({ brokers: kafka.brokers, topic: orders.name, group: group() });

    expect(
      read,
      "low and high are 0 and 1 in partition 0, 0 and 0 in partition 1, 2 and 2 in partition 2, 9 and 10 in partition 3",
    ).toEqual({ 0: ["o-1"], 1: [], 2: [], 3: ["o-2"] });
  });

  test("a topic that never falls quiet has an end all the same", { code: "CON-04", deadlineMs: 8_000 }, async ({
    kafka,
    topic,
    group,
    signal,
  }) => {
    const orders = await topic("orders", { partitions: 2 });
    await orders.produce([{ partition: 0, value: "before" }]);
    for (let sent = 0; sent < 80; sent += 10) await orders.produce(big(sent, 10)); // partition 0 is finished long before
    const readers = group("readers");
    const returned = new AbortController();
    const over = AbortSignal.any([signal, returned.signal]);
    const writing = untilJoined(kafka, readers, over).then(() => keepWriting(orders, over));

    const read = await readToEnd({ brokers: kafka.brokers, topic: orders.name, group: readers });
    returned.abort();
    await writing;

    expect(read[0], "partition 0 is finished with its only record, whatever is sent meanwhile").toEqual(["before"]);
    const numbers = (read[1] ?? []).map((value) => Number.parseInt(value, 10));
    expect(numbers, "partition 1 ends with the last of the 80 records that were there").toEqual(
      Array.from({ length: 80 }, (_, i) => i),
    );
  });

  test("the reader leaves its group, and leaves no offset behind", { code: "CON-05" }, async ({
    kafka,
    topic,
    group,
  }) => {
    const orders = await topic("orders", { partitions: 2 });
    await orders.produce([
      { partition: 0, value: "o-1" },
      { partition: 1, value: "o-2" },
    ]);
    const readers = group("readers");

    const read = await readToEnd({ brokers: kafka.brokers, topic: orders.name, group: readers });

    expect(read, "both records are read").toEqual({ 0: ["o-1"], 1: ["o-2"] });
    const members = await kafka.members(readers);
    expect(members.length, "members of the group after readToEnd has returned").toBe(0);
    expect(await kafka.committed(readers, orders.name), "the group's committed offsets, by partition").toEqual({});
  });
});

/** Records of 50 kB for partition 1, numbered. */
function big(from: number, count: number): { partition: number; value: string }[] {
  return Array.from({ length: count }, (_, i) => ({ partition: 1, value: `${from + i} ${".".repeat(50_000)}` }));
}

/** Until the group has a member, asked without a pause: who joins knows the end offsets, which are those of the call. */
async function untilJoined(kafka: Cluster, group: string, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await kafka.members(group)).length === 0);
}

/** Sends to both partitions, one record after the other, until it is told to stop. */
async function keepWriting(topic: Topic, signal: AbortSignal): Promise<void> {
  for (let n = 0; !signal.aborted; n++) await topic.produce([{ partition: n % 2, value: `meanwhile ${n}` }]);
}
