import { describe, expect, test } from "#harness";
import { readGreetings, type Source, sendGreetings } from "./hello-stream.ts";

describe("greetings through Kafka", () => {
  test("what is sent is on the topic, in order", { code: "HEL-01" }, async ({ kafka, topic }) => {
    const greetings = await topic("greetings");

    await sendGreetings({ brokers: kafka.brokers, topic: greetings.name }, ["good morning", "hello", "good night"]);

    const values = (await greetings.drain({ isolation: "read_committed" })).map(({ value }) => value);
    expect(values, "the topic holds one record for each greeting").toEqual(["good morning", "hello", "good night"]);
  });

  test("a new group reads from the first record", { code: "HEL-02", deadlineMs: 6_000 }, async ({
    kafka,
    topic,
    group,
  }) => {
    const greetings = await topic("greetings");
    await greetings.produce([{ value: "sent before you came" }]);

    const read = await greetingsReadBy({ brokers: kafka.brokers, topic: greetings.name, group: group() });

    expect(read, "what was sent before the group existed is read too").toEqual(["sent before you came"]);
  });

  test("reading goes on to the end offset", { code: "HEL-03", deadlineMs: 6_000 }, async ({ kafka, topic, group }) => {
    const greetings = await topic("greetings");
    const long = Array.from({ length: 60 }, (_, i) => `greeting ${i} ${".".repeat(50_000)}`);
    for (let i = 0; i < 60; i += 15) await greetings.produce(long.slice(i, i + 15).map((value) => ({ value })));

    const read = await greetingsReadBy({ brokers: kafka.brokers, topic: greetings.name, group: group() });

    const numbers = read.map((greeting) => Number(greeting.split(" ")[1]));
    const sent = long.map((_, i) => i);
    expect(numbers, "all 60 long greetings come back in order, though one fetch does not bring 3 MB").toEqual(sent);
  });

  test("an empty topic has nothing to wait for", { code: "HEL-04", deadlineMs: 8_000 }, async ({
    kafka,
    topic,
    group,
  }) => {
    const empty = await topic("empty");

    const read = await greetingsReadBy({ brokers: kafka.brokers, topic: empty.name, group: group() });

    expect(read, "the end offset of an empty topic is 0, so there is nothing to read").toEqual([]);

    await empty.produce([{ value: "hello" }]);
    const later = await greetingsReadBy({ brokers: kafka.brokers, topic: empty.name, group: group() });

    expect(later, "asked again, once there is a greeting, it is read").toEqual(["hello"]);
  });

  test("the reader leaves its group", { code: "HEL-05", deadlineMs: 6_000 }, async ({ kafka, topic, group }) => {
    const greetings = await topic("greetings");
    await greetings.produce([{ value: "hello" }]);
    const readers = group("readers");

    const read = await greetingsReadBy({ brokers: kafka.brokers, topic: greetings.name, group: readers });

    const members = (await kafka.members(readers)).length;
    expect({ read, members }, "the greeting is read, and then nobody is in the group any more").toEqual({
      read: ["hello"],
      members: 0,
    });
  });
});

/** What had been read when `readGreetings` returned: a consumer that was not stopped may still add to the list. */
async function greetingsReadBy(source: Source): Promise<string[]> {
  return [...(await readGreetings(source))];
}
