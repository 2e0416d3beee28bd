import { describe, expect, type Flink, type Job, type Topic, test, until } from "#harness";
import type { Order } from "#kata";
import { cancelJob, followJob, stopJob, submitJob } from "./deploy-and-operate.ts";
import { runningTotals, type Total, type Totals } from "./running-totals.ts";

const JOB = new URL("./running-totals.ts", import.meta.url);

describe("a job in operation", () => {
  test("a submission starts one job, as it was asked to, and gives its id", {
    code: "DEP-01",
  }, async ({ flink, topic }) => {
    const { topics } = await twoTopics(flink, topic);
    const jar = await flink.upload(JOB, runningTotals, [{ ...topics, endless: true }]);

    const { jarId, entryClass } = jar;
    const jobId = await submitJob({ rest: flink.rest, jarId, entryClass, parallelism: 2 });

    const started = (await jar.jobs()).map(({ id }) => id);
    expect(jobId, "the id is the one under which the JobManager knows the job").toBe(started[0]);
    expect(started.length, "jobs that were started").toBe(1);
    const { vertices } = await flink.job(jobId).details();
    expect(
      vertices.map(({ parallelism }) => parallelism),
      "the parallelism of its two vertices is the one that was asked for",
    ).toEqual([2, 2]);
  });

  test("following ends when the job has ended, and only a failed job is an alarm", {
    code: "DEP-02",
  }, async ({ flink, topic, events }) => {
    const { orders, topics } = await twoTopics(flink, topic);
    const poisoned = await topic("poisoned");
    await orders.produce(await spent("c-1", 100, events));
    await poisoned.produce([{ value: { orderId: "o-1" } }]);
    const start = async (how: Partial<Totals>) =>
      flink.start(await flink.upload(JOB, runningTotals, [{ ...topics, endless: true, ...how }]));
    const [bounded, failing, cancelled] = await Promise.all([
      start({ endless: false }),
      start({ orders: poisoned.name }),
      start({}),
    ]);
    await Promise.all([failing.ended(), cancelled.cancel()]);

    const follow = (job: { id: string }, withinMs: number) => followJob({ rest: flink.rest, jobId: job.id }, withinMs);
    expect(await follow(failing, 1_000), "a job that has failed has ended").toEqual({ state: "FAILED", alarm: true });
    expect(await follow(cancelled, 1_000), "a job that was cancelled has ended, as its operators wanted").toEqual({
      state: "CANCELED",
      alarm: false,
    });
    expect(await follow(bounded, 15_000), "a job whose input ends is followed to its end").toEqual({
      state: "FINISHED",
      alarm: false,
    });
  });

  test("a job that waits to start again has not ended, until it is cancelled", {
    code: "DEP-03",
  }, async ({ flink, topic, start }) => {
    const job = await waitingToRestart(flink, topic);

    let followed: unknown = "still following";
    start(async () => {
      followed = await followJob({ rest: flink.rest, jobId: job.id }, 300);
    });
    await until(
      "followJob to return, which was given 300 ms",
      () => followed,
      (now) => now !== "still following",
      4_000,
    );
    expect(followed, "how a job has ended that is RESTARTING").toBeUndefined();

    await cancelJob({ rest: flink.rest, jobId: job.id });
    expect(await job.state(), "the state of the job after cancelJob").toBe("CANCELED");
  });

  test("a stopped job goes on from its savepoint", { code: "DEP-04" }, async ({ flink, topic, events }) => {
    const { orders, totals, topics } = await twoTopics(flink, topic);
    const jar = await flink.upload(JOB, runningTotals, [{ ...topics, endless: true }]);
    await orders.produce(await spent("c-1", 100, events));
    const first = await flink.start(jar);
    await totals.written(1);

    const savepoint = await stopJob({ rest: flink.rest, jobId: first.id });
    expect(await first.state(), "a job that was stopped has FINISHED when stopJob returns").toBe("FINISHED");

    await orders.produce(await spent("c-1", 20, events));
    const { jarId, entryClass } = jar;
    const jobId = await submitJob({ rest: flink.rest, jarId, entryClass, parallelism: 1, savepoint });
    await totals.written(2);
    await flink.job(jobId).cancel();

    const cents = (await totals.topic.values<Total>({ isolation: "read_committed" })).map((total) => total.totalCents);
    expect(cents, "it goes on after the order it had read, with the total it had").toEqual([100, 120]);
  });

  test("a stop without a savepoint is an error, and the job goes on", { code: "DEP-05" }, async ({ flink, topic }) => {
    const job = await waitingToRestart(flink, topic);

    const stopped = await stopJob({ rest: flink.rest, jobId: job.id }).then(
      (savepoint) => `returned ${JSON.stringify(savepoint)}`,
      () => "threw",
    );

    expect(stopped, "what stopJob did with a job whose tasks do not run, so that none can write its state").toBe(
      "threw",
    );
    expect(await job.state(), "the state of the job that could not be stopped").toBe("RESTARTING");
  });
});

type MakeTopic = (what: string) => Promise<Topic>;

/** Topics of a check's own, and what the job is told of them. */
async function twoTopics(flink: Flink, topic: MakeTopic) {
  const orders = await topic("orders");
  const totals = await topic("totals");
  const written = (count: number) =>
    until(
      `${count} totals in the topic`,
      async () => (await totals.values({ isolation: "read_committed" })).length,
      (there) => there >= count,
      15_000,
    );
  const topics = { brokers: flink.brokers, orders: orders.name, totals: totals.name };
  return { orders, totals: { topic: totals, written }, topics };
}

/** A job that has failed on an order it cannot add up, and waits an hour before it starts again. */
async function waitingToRestart(flink: Flink, topic: MakeTopic): Promise<Job> {
  const { orders, topics } = await twoTopics(flink, topic);
  await orders.produce([{ value: { orderId: "o-1" } }]);
  const jar = await flink.upload(JOB, runningTotals, [{ ...topics, endless: true, retryAfter: "1 h" }]);
  const job = await flink.start(jar);
  await until(
    "the job to fail and wait",
    () => job.state(),
    (state) => state === "RESTARTING",
    20_000,
  );
  return job;
}

/** One order. */
async function spent(customerId: string, totalCents: number, events: { orders(count: number): Promise<Order[]> }) {
  const [order] = await events.orders(1);
  return [{ key: customerId, value: { ...order, customerId, totalCents } }];
}
