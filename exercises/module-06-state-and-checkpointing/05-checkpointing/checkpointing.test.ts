import { describe, expect, type Flink, type Job, type Topic, test, until } from "#harness";
import type { Order } from "#kata";
import { type CustomerTotal, totalsPerCustomer } from "./checkpointing.ts";

describe("what a job is prepared for", () => {
  test("it takes checkpoints by itself, at least once a second", { code: "CKP-01", deadlineMs: 60_000 }, async ({
    flink,
    topic,
  }) => {
    const { topics } = await twoTopics(flink, topic);

    const job = await flink.run(totalsPerCustomer, [topics]);

    const { mode, interval } = await job.checkpointConfig();
    expect(interval ?? Number.POSITIVE_INFINITY, "milliseconds from a checkpoint to the next").toBeLessThanOrEqual(
      1_000,
    );
    expect(mode, "the checkpointing mode, on which it depends whether state holds each order once").toBe(
      "exactly_once",
    );
    await job.running();
    await until(
      "a checkpoint to complete",
      () => completed(job),
      (count) => count > 0,
      15_000,
    );
  });

  test("it starts again as often as it must", { code: "CKP-02" }, async ({ flink, topic }) => {
    const { topics } = await twoTopics(flink, topic);

    const job = await flink.run(totalsPerCustomer, [topics]);

    const strategy = await job.restartStrategy();
    expect(attempts(strategy), `restarts that the job may need before it fails for good (${strategy})`).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});

describe("a TaskManager is lost", () => {
  test("totals are as if nothing had happened", { code: "CKP-03", deadlineMs: 120_000 }, async ({
    flink,
    topic,
    events,
  }) => {
    const { placed, totals, topics } = await twoTopics(flink, topic);
    const orders = await events.orders(45);
    const [before, uncertain, after] = [orders.slice(0, 15), orders.slice(15, 30), orders.slice(30)];
    const place = (some: Order[]) => placed.produce(some.map((value) => ({ key: value.customerId, value })));
    const told = async () => distinct(await totals.keyedValues<CustomerTotal>({ isolation: "read_committed" }));

    await place(before);
    const job = await flink.run(totalsPerCustomer, [topics]);
    await untilTold(job, told, before);
    expect(await told(), "totals before anything is lost, each under its customer's key").toContainExactly(
      expectedTotals(before),
    );
    expect((await job.taskManagers()).length, "TaskManagers that have tasks of the job, parallelism 2").toBe(2);
    // One that was under way may have begun too early; the one after it holds all of them.
    const count = await completed(job);
    await until(
      "a checkpoint of these totals",
      () => completed(job),
      (now) => now >= count + 2,
      15_000,
    );
    await place(uncertain); // in a checkpoint or not
    await untilTold(job, told, uncertain);

    await flink.killTaskManager(1);
    try {
      await place(after);
      await untilTold(job, told, after);

      expect(
        await told(),
        "each order counts once in its customer's totals; the same total twice is no harm",
      ).toContainExactly(expectedTotals(orders));
      expect((await job.checkpoints()).counts.restored, "how often the job went on from a checkpoint").toBeGreaterThan(
        0,
      );
    } finally {
      await flink.replaceTaskManager(1);
    }
  });
});

/** Topics of a check's own, and what the job is told of them. */
async function twoTopics(flink: Flink, topic: (what: string, options: { partitions: number }) => Promise<Topic>) {
  const placed = await topic("orders", { partitions: 2 });
  const totals = await topic("totals", { partitions: 1 });
  return { placed, totals, topics: { brokers: flink.brokers, orders: placed.name, totals: totals.name } };
}

/** A total, and its record's key. */
type Told = CustomerTotal & { key: string | null };

async function completed(job: Job): Promise<number> {
  return (await job.checkpoints()).counts.completed;
}

/** Waits until each of these orders has led to a total, whatever it says. */
async function untilTold(job: Job, told: () => Promise<Told[]>, orders: Order[]): Promise<void> {
  const look = async () => {
    if ((await job.state()) === "FAILED") await job.finished();
    const seen = new Set((await told()).map(({ orderId }) => orderId));
    return orders.filter(({ orderId }) => !seen.has(orderId)).map(({ orderId }) => orderId);
  };
  await until("orders to be counted", look, (missing) => missing.length === 0, 45_000);
}

/** The totals that a customer's orders come to, one after the other. */
function expectedTotals(orders: Order[]): Told[] {
  return orders.map(({ orderId, customerId }, i) => {
    const own = orders.slice(0, i + 1).filter((order) => order.customerId === customerId);
    const totalCents = own.reduce((sum, order) => sum + order.totalCents, 0);
    return { key: customerId, customerId, orderId, orders: own.length, totalCents };
  });
}

function distinct(totals: Told[]): Told[] {
  const texts = totals.map(({ key, customerId, orderId, orders, totalCents }) =>
    JSON.stringify({ key, customerId, orderId, orders, totalCents }),
  );
  return [...new Set(texts)].map((text) => JSON.parse(text));
}

/** How many failures a job goes on after, by Flink's own words for its strategy: of its life, or of an interval. */
function attempts(strategy: string): number {
  if (strategy.includes("deactivated")) return 0;
  const [, restarts, failures] = /#(\d+) restart attempts|maximum of (\d+) failures/.exec(strategy) ?? [];
  const most = Number(restarts ?? failures ?? Number.POSITIVE_INFINITY);
  return most >= 1_000_000 ? Number.POSITIVE_INFINITY : most;
}
