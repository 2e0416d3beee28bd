import { describe, expect, type Flink, type Topic, test, until } from "#harness";
import revenue from "./flink-sql.sql";

/** A record of the topic of results. */
interface Minute {
  window_start: string;
  window_end: string;
  orders: number;
  total_cents: number;
}

describe("revenue per minute, in SQL", () => {
  test("the orders of each minute of event time are one result", { code: "SQL-01" }, async ({ flink, topic }) => {
    const { orders, results, values } = await tables(flink, topic);
    await orders.produce([at("10:00:02", 500), at("10:00:00", 100), at("10:01:00", 70), at("10:00:59.999", 20)]);
    await orders.produce([at("10:03:30", 9)]);

    await flink.sqlToEnd(revenue, { ...values, bounded: "latest-offset" });

    expect(await results(), "a result for each minute that has orders, and no other record").toContainExactly([
      minute("10:00", "10:01", 3, 620),
      minute("10:01", "10:02", 1, 70),
      minute("10:03", "10:04", 1, 9),
    ]);
  });

  test("a minute is waited for until five seconds after it, and the job goes on", {
    code: "SQL-02",
  }, async ({ flink, topic }) => {
    const { orders, results, values } = await tables(flink, topic);
    await orders.produce([at("10:01:03", 70)]);

    const { jobs } = await flink.sql(revenue, { ...values, bounded: "unbounded" });
    const watermarks = async () => (await Promise.all(jobs.map((job) => job.watermarks("Writer")))).flat();
    const [watermark] = await until("a watermark to reach the results", watermarks, ([one]) => one !== undefined);
    expect(clock(watermark), "the watermark after an order of 10:01:03").toBe("10:00:58.000");

    await orders.produce([at("10:00:10", 500), at("10:00:59", 20), at("10:01:06", 1)]);
    const found = await until("the minute to be written", results, ({ length }) => length > 0);
    expect(found, "the first minute, with the orders that came late and in time").toEqual([
      minute("10:00", "10:01", 2, 520),
    ]);
    expect(await Promise.all(jobs.map((job) => job.state())), "the job's state then").toEqual(["RUNNING"]);
  });

  test("a minute may take in more than fits into an INT", { code: "SQL-03" }, async ({ flink, topic }) => {
    const { orders, results, values } = await tables(flink, topic);
    await orders.produce([at("10:00:02", 2_000_000_000), at("10:00:03", 2_000_000_000)]);

    await flink.sqlToEnd(revenue, { ...values, bounded: "latest-offset" });

    expect(await results(), "forty million euros in one minute").toContainExactly([
      minute("10:00", "10:01", 2, 4_000_000_000),
    ]);
  });
});

const DAY = "2026-01-05";

type MakeTopic = (what: string) => Promise<Topic>;

/** Topics of a check's own, and the values of the script's placeholders. */
async function tables(flink: Flink, topic: MakeTopic) {
  const [orders, revenue] = await Promise.all([topic("orders"), topic("revenue")]);
  const results = () => revenue.values<Minute>({ isolation: "read_committed" });
  return { orders, results, values: { brokers: flink.brokers, orders: orders.name, revenue: revenue.name } };
}

/** An order, as a record. */
function at(time: string, totalCents: number) {
  const occurredAt = Date.parse(`${DAY}T${time}Z`);
  return { value: { orderId: `o-${time}`, customerId: "c-1", totalCents, occurredAt } };
}

function minute(start: string, end: string, orders: number, total_cents: number): Minute {
  return { window_start: `${DAY} ${start}:00`, window_end: `${DAY} ${end}:00`, orders, total_cents };
}

function clock(time: number | undefined): string | undefined {
  return time === undefined || !Number.isFinite(time) ? String(time) : new Date(time).toISOString().slice(11, 23);
}
