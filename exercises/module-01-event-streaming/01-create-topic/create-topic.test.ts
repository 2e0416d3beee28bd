import { type Cluster, describe, expect, type TopicDescription, test, until } from "#harness";
import { ensureTopic } from "./create-topic.ts";

describe("a topic is there as wanted", () => {
  test("a topic that is missing is created with its partitions and settings", { code: "TOP-01" }, async ({
    kafka,
    topicName,
  }) => {
    const name = topicName("orders");
    const config = { "cleanup.policy": "compact", "retention.ms": "3600000" };

    const report = await ensureTopic({ brokers: kafka.brokers }, { name, partitions: 3, config });

    expect(
      await described(kafka, name, { partitions: 3, config }),
      "the broker has the topic with 3 partitions and both settings",
    ).toEqual({ partitions: 3, config });
    expect(report, "the report says that the topic is new").toEqual({
      created: true,
      partitionsAdded: 0,
      settingsChanged: [],
    });
  });

  test("a second call changes nothing, and says so", { code: "TOP-02" }, async ({ kafka, topicName }) => {
    const wanted = { name: topicName("orders"), partitions: 2, config: { "retention.ms": "3600000" } };
    await ensureTopic({ brokers: kafka.brokers }, wanted);
    if (await described(kafka, wanted.name, wanted)) await kafka.endOffsets(wanted.name); // until its leaders lead

    const report = await attempt(ensureTopic({ brokers: kafka.brokers }, wanted));

    expect(report, "the topic is as wanted already: nothing was created, added or changed").toEqual({
      created: false,
      partitionsAdded: 0,
      settingsChanged: [],
    });
  });

  test("missing partitions are added, and no record is lost", { code: "TOP-03" }, async ({ kafka, topic }) => {
    const orders = await topic("orders", { partitions: 2 });
    await orders.produce([{ value: "placed before the change" }]);

    const report = await attempt(
      ensureTopic({ brokers: kafka.brokers }, { name: orders.name, partitions: 6, config: {} }),
    );

    expect(report, "a topic of 2 partitions of which 6 are wanted is given 4 more").toEqual({
      created: false,
      partitionsAdded: 4,
      settingsChanged: [],
    });
    const now = await described(kafka, orders.name, { partitions: 6 });
    expect(now?.partitions, "partitions of the topic in all").toBe(6);
    const values = (await orders.drain({ isolation: "read_committed" })).map(({ value }) => value);
    expect(values, "what was on the topic is still there").toEqual(["placed before the change"]);
  });

  test("a setting that differs is set, and the others keep their values", { code: "TOP-04" }, async ({
    kafka,
    topic,
  }) => {
    const before = {
      "cleanup.policy": "compact",
      "max.message.bytes": "2000000",
      "retention.bytes": "4000",
      "retention.ms": "60000",
    };
    const orders = await topic("orders", { config: before });
    const wanted = { "retention.ms": "3600000", "cleanup.policy": "compact", "retention.bytes": "8000" };

    const report = await ensureTopic({ brokers: kafka.brokers }, { name: orders.name, partitions: 1, config: wanted });

    expect(report, "of the three settings wanted, two had another value; their names are sorted").toEqual({
      created: false,
      partitionsAdded: 0,
      settingsChanged: ["retention.bytes", "retention.ms"],
    });
    const after = await described(kafka, orders.name, { config: { ...before, ...wanted } });
    expect(after?.config["retention.ms"], "the setting retention.ms has the wanted value").toBe("3600000");
    expect(
      after?.config["max.message.bytes"],
      "the setting max.message.bytes, which was not asked for, is what it was",
    ).toBe("2000000");
  });

  test("a topic with too many partitions is refused, and left as it is", { code: "TOP-05" }, async ({
    kafka,
    topic,
  }) => {
    const orders = await topic("orders", { partitions: 4, config: { "retention.ms": "-1" } });
    await orders.produce([{ value: "placed before the attempt" }]);
    await ensureTopic({ brokers: kafka.brokers }, { name: orders.name, partitions: 4, config: {} }); // 4 are fine

    const wanted = { name: orders.name, partitions: 2, config: { "retention.ms": "3600000" } };
    const outcome = await ensureTopic({ brokers: kafka.brokers }, wanted).then(
      () => "it returned",
      () => "it threw",
    );

    expect(outcome, "partitions cannot be taken away, so 2 instead of 4 is an error").toBe("it threw");
    const values = (await orders.drain({ isolation: "read_committed" })).map(({ value }) => value);
    expect(values, "what was on the topic is still there").toEqual(["placed before the attempt"]);
    const now = await kafka.describeTopic(orders.name);
    expect(now?.partitions, "the topic has as many partitions as before").toBe(4);
    expect(now?.config["retention.ms"], "a call that fails changes no setting: retention.ms is what it was").toBe("-1");
  });
});

/** The report, or the error where there is none: "it threw" is easier to compare than a rejected promise. */
async function attempt(report: Promise<unknown>): Promise<unknown> {
  return report.catch((error: unknown) => `an error: ${error instanceof Error ? error.message : error}`);
}

/** The topic once it is as expected; after two seconds, as it then is. A broker learns of a change a moment later. */
async function described(
  kafka: Cluster,
  name: string,
  expected: Partial<TopicDescription>,
): Promise<TopicDescription | undefined> {
  const look = () => kafka.describeTopic(name);
  const asExpected = (seen: TopicDescription | undefined) =>
    seen !== undefined &&
    (expected.partitions === undefined || seen.partitions === expected.partitions) &&
    Object.entries(expected.config ?? {}).every(([setting, value]) => seen.config[setting] === value);
  return until("the topic to be as expected", look, asExpected, 2_000).catch(look);
}
