import { describe, expect, test } from "#harness";
import { type Delivery, runInstance } from "./consumer-groups.ts";

/** kafkajs, as it is set by default, may take five seconds to stop and as long to notice that another member has joined. */
const DEADLINE_MS = 30_000;

/** Longer than kafkajs, as it is set by default, tries to connect: some ten seconds. What it then throws says more than a wait. */
const CONNECT_MS = 15_000;

describe("instances of applications that read one topic", () => {
  test("two instances of one application share the work", {
    code: "GRP-01",
    deadlineMs: DEADLINE_MS,
  }, async ({ kafka, topic, group, start }) => {
    const orders = await topic("orders", { partitions: 4 });
    const billing = { brokers: kafka.brokers, topic: orders.name, application: group("billing") };
    const [byFirst, bySecond] = [desk(), desk()];
    const first = start((signal) => runInstance({ ...billing, instance: "billing-1", signal }, byFirst.handle));
    const second = start((signal) => runInstance({ ...billing, instance: "billing-2", signal }, bySecond.handle));

    const groups = () => kafka.groupsReading(orders.name);
    const joined = await second.until(twoOn(kafka), groups, consumers(2), CONNECT_MS);
    expect(Object.values(joined).map(shares), "both instances are in one group, which divides the partitions").toEqual([
      "2 members, with 2 and 2 partitions",
    ]);

    await orders.produce(eight());
    const handled = () => [...byFirst.values, ...bySecond.values];
    await second.until("the two instances to handle 8 orders", () => handled().length, atLeast(8));
    await Promise.all([first.stop(), second.stop()]);
    expect(handled(), "each order is handled by one of the two instances").toContainExactly(values(eight()));
    const partitions = [byFirst.partitions.size, bySecond.partitions.size];
    expect(partitions, "how many partitions the orders came from, for each instance").toEqual([2, 2]);
  });

  test("two applications get a copy each", { code: "GRP-02", deadlineMs: DEADLINE_MS }, async ({
    kafka,
    topic,
    group,
    start,
  }) => {
    const orders = await topic("orders", { partitions: 4 });
    const billing = { brokers: kafka.brokers, topic: orders.name, application: group("billing") };
    const shipping = { ...billing, application: group("shipping") };
    const [byBilling, byShipping] = [desk(), desk()];
    const one = start((signal) => runInstance({ ...billing, instance: "billing-1", signal }, byBilling.handle));
    const other = start((signal) => runInstance({ ...shipping, instance: "shipping-1", signal }, byShipping.handle));

    const groups = () => kafka.groupsReading(orders.name);
    const joined = await other.until(twoOn(kafka), groups, consumers(2), CONNECT_MS);
    expect(Object.values(joined).map(shares), "each application is a group of its own, with all partitions").toEqual([
      "1 member, with 4 partitions",
      "1 member, with 4 partitions",
    ]);

    await orders.produce(eight());
    const fewest = () => Math.min(byBilling.values.length, byShipping.values.length);
    await other.until("each application to handle 8 orders", fewest, atLeast(8));
    await Promise.all([one.stop(), other.stop()]);
    expect(byBilling.values, "what billing has handled").toContainExactly(values(eight()));
    expect(byShipping.values, "what shipping has handled").toContainExactly(values(eight()));
  });

  test("a new application begins with the first record", { code: "GRP-03", deadlineMs: DEADLINE_MS }, async ({
    kafka,
    topic,
    group,
    start,
  }) => {
    const orders = await topic("orders");
    const report = { brokers: kafka.brokers, topic: orders.name, application: group("report"), instance: "report-1" };
    const byReport = desk();
    await orders.produce([{ value: "placed before the report first ran" }]);

    const running = start((signal) => runInstance({ ...report, signal }, byReport.handle));
    const shopGoesOn = async () => {
      await orders.produce([{ value: "placed later" }]);
      return byReport.values.length;
    };
    await running.until("the application to handle an order", shopGoesOn, atLeast(1));
    await running.stop();

    expect(byReport.values[0], "the first order that a new application handles").toBe(
      "placed before the report first ran",
    );
  });

  test("an instance that stops hands its partitions over", {
    code: "GRP-04",
    deadlineMs: DEADLINE_MS,
  }, async ({ kafka, topic, group, start }) => {
    const orders = await topic("orders", { partitions: 4 });
    const billing = { brokers: kafka.brokers, topic: orders.name, application: group("billing") };
    const [byFirst, bySecond] = [desk(), desk()];
    const first = start((signal) => runInstance({ ...billing, instance: "billing-1", signal }, byFirst.handle));
    const second = start((signal) => runInstance({ ...billing, instance: "billing-2", signal }, bySecond.handle));
    const groups = () => kafka.groupsReading(orders.name);
    const joined = await second.until(twoOn(kafka), groups, consumers(2), CONNECT_MS);

    await first.stop();
    const left = await Promise.all(Object.keys(joined).map((id) => kafka.members(id)));
    expect(left.flat().length, "members that are left once an instance of two has returned").toBe(1);

    await orders.produce(eight());
    await second.until("the instance that is left to handle 8 orders", () => bySecond.values.length, atLeast(8));
    await second.stop();
    expect(bySecond.values, "what the instance that is left has handled").toContainExactly(values(eight()));
  });

  test("an application goes on where it stopped", { code: "GRP-05", deadlineMs: DEADLINE_MS }, async ({
    kafka,
    topic,
    group,
    start,
  }) => {
    const orders = await topic("orders");
    const billing = { brokers: kafka.brokers, topic: orders.name, application: group("billing") };
    const [onMonday, onTuesday] = [desk(), desk()];

    await orders.produce([{ value: "Monday 1" }, { value: "Monday 2" }]);
    const monday = start((signal) => runInstance({ ...billing, instance: "billing-1", signal }, onMonday.handle));
    await monday.until("the two orders of Monday to be handled", () => onMonday.values.length, atLeast(2), 6_000);
    await monday.stop();
    expect(onMonday.values, "what is handled before the stop").toEqual(["Monday 1", "Monday 2"]);

    await orders.produce([{ value: "Tuesday 1" }, { value: "Tuesday 2" }]);
    const tuesday = start((signal) => runInstance({ ...billing, instance: "billing-2", signal }, onTuesday.handle));
    await tuesday.until("two orders to be handled after the restart", () => onTuesday.values.length, atLeast(2), 6_000);
    await tuesday.stop();
    expect(onTuesday.values, "what is handled after the restart: only what came since").toEqual([
      "Tuesday 1",
      "Tuesday 2",
    ]);
  });

  test("an instance handles one order at a time", { code: "GRP-06", deadlineMs: DEADLINE_MS }, async ({
    kafka,
    topic,
    group,
    start,
  }) => {
    const orders = await topic("orders", { partitions: 4 });
    const billing = { brokers: kafka.brokers, topic: orders.name, application: group("billing") };
    const work = { begun: 0, underWay: 0, atOnce: false };
    const handle = async () => {
      work.begun++;
      if (++work.underWay > 1) work.atOnce = true;
      await new Promise((done) => setTimeout(done, 200)); // an invoice takes its time
      work.underWay--;
    };
    await orders.produce(eight());

    const running = start((signal) => runInstance({ ...billing, instance: "billing-1", signal }, handle));
    await running.until("the third order to be begun", () => work.begun, atLeast(3));
    await running.stop();
    const unfinished = work.underWay;

    expect(work.atOnce, "whether an instance has begun an order while another was under way").toBe(false);
    expect(unfinished, "orders that are not finished when the instance has returned").toBe(0);
  });
});

/** Where an instance's work ends up. */
function desk() {
  const values: string[] = [];
  const partitions = new Set<number>();
  const handle = async (delivery: Delivery) => {
    values.push(delivery.value);
    partitions.add(delivery.partition);
  };
  return { values, partitions, handle };
}

/** Two orders for each of four partitions. */
function eight() {
  return [0, 1, 2, 3].flatMap((partition) => [1, 2].map((n) => ({ value: `order ${n} of ${partition}`, partition })));
}

function values(records: { value: string }[]): string[] {
  return records.map(({ value }) => value);
}

/** What a check waits for, and where: a client with another address would not be seen. */
function twoOn({ brokers }: { brokers: string[] }): string {
  return `two consumers that have partitions (the cluster of this check is at ${brokers.join(", ")})`;
}

type Members = { partitions: Record<string, number[]> }[];

function consumers(count: number): (groups: Record<string, Members>) => boolean {
  return (groups) => Object.values(groups).flat().length === count;
}

/** How a group divides the topic: its members, and the number of partitions of each. */
function shares(members: Members): string {
  const each = members.map(({ partitions }) => Object.values(partitions).flat().length).sort();
  return `${members.length} ${members.length === 1 ? "member" : "members"}, with ${each.join(" and ")} partitions`;
}

function atLeast(count: number): (seen: number) => boolean {
  return (seen) => seen >= count;
}
