import { describe, expect, type SentRecord, type Topic, test } from "#harness";
import type { Order } from "#kata";
import { type Entry, type Revenue, type Rules, revenuePerMinute } from "./windowed-analytics.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** What the scripted orders are about: a word for each product, its category and its price. */
const CATALOGUE = {
  pan: { category: "kitchen", cents: 3_000 },
  atlas: { category: "books", cents: 2_000 },
  dice: { category: "games", cents: 500 },
};
const categories = Object.fromEntries(Object.entries(CATALOGUE).map(([product, { category }]) => [product, category]));

/** Ten seconds of disorder, results at the end of the minute only, and no change after it. */
const rules: Rules = { categories, delayMs: 10 * SECOND, latenessMs: 0, earlyEvery: 1_000 };

/** What a check may ask for. */
type Stage = Parameters<Parameters<typeof test>[2]>[0];

/** Enough for one run of kafkajs as it is set by default, which may take five seconds to stop. */
const DEADLINE_MS = 20_000;

describe("on time", () => {
  test("each line of an order counts for its category and minute", {
    code: "REV-01",
    deadlineMs: DEADLINE_MS,
  }, async (stage) => {
    const { placed, revenue, run } = await prepare(stage);
    await placed.produce(script("12:00:00 pan*2,atlas; 12:00:59.999 dice*3; 12:01:00 pan; 12:00:50 pan; 12:02:10 pan"));

    const running = run();
    await running.until("12:01 to be complete", () => told(revenue), complete("12:01"), 6_000);
    await running.stop();

    expect(
      await told(revenue),
      "12:00:59.999 is the last millisecond of 12:00, and a line counts quantity times unit price for its category",
    ).toContainExactly([
      "kitchen 12:00-12:01 on-time: 2 sales, 9000 cents",
      "books 12:00-12:01 on-time: 1 sale, 2000 cents",
      "games 12:00-12:01 on-time: 1 sale, 1500 cents",
      "kitchen 12:01-12:02 on-time: 1 sale, 3000 cents",
    ]);
  });

  test("a minute waits for what may still come, and no longer", {
    code: "REV-02",
    deadlineMs: DEADLINE_MS,
  }, async (stage) => {
    const { placed, revenue, run } = await prepare(stage);
    await placed.produce(
      script("12:00:10 pan; 12:01:09.999 dice; 12:00:50 pan; 12:01:10 dice; 12:00:55 pan; 12:00:56 pan; 12:02:10 dice"),
    );

    const running = run();
    await running.until("12:01 to be complete", () => told(revenue), complete("12:01"), 6_000);
    await running.stop();

    expect(
      await told(revenue, "kitchen 12:00"),
      "with a delay of 10 s, 12:00 is complete after an order of 12:01:10, not one of 12:01:09.999, and then stays so",
    ).toEqual(["on-time: 2 sales, 6000 cents"]);
  });

  test("of several partitions, the slowest decides", { code: "REV-03", deadlineMs: DEADLINE_MS }, async (stage) => {
    const { placed, revenue, run } = await prepare(stage, 2);
    // Whichever partition is read first runs ahead of the other, and may complete nothing by itself.
    await placed.produce([
      ...script("12:00:10 pan; 12:05:00 dice"),
      ...script("12:00:30 pan; 12:02:10 dice").map((record) => ({ ...record, partition: 1 })),
    ]);

    const running = run();
    await running.until("12:00 to be complete", () => told(revenue), complete("12:00"), 6_000);
    await running.stop();

    expect(
      await told(revenue),
      "one partition is at 12:05:00, the other at 12:02:10, and each has a sale of 12:00: the minute has both",
    ).toContainExactly(["kitchen 12:00-12:01 on-time: 2 sales, 6000 cents"]);
  });

  test("an idle partition holds nobody up until its next order", {
    code: "REV-04",
    deadlineMs: DEADLINE_MS,
  }, async (stage) => {
    const { placed, revenue, late, run } = await prepare(stage, 2);
    const other = (entries: string) => script(entries).map((record) => ({ ...record, partition: 1 }));
    await placed.produce([...script("12:00:10 pan; 12:01:10 pan"), ...other("idle")]);

    const running = run();
    await running.until("12:00 to be complete without the idle one", () => told(revenue), complete("12:00"), 6_000);
    await placed.produce(script("idle; 12:01:30 pan; 12:02:10 pan"));
    await running.until("12:01 to be complete without the idle one", () => told(revenue), complete("12:01"), 6_000);
    const before = [
      "kitchen 12:00-12:01 on-time: 1 sale, 3000 cents",
      "kitchen 12:01-12:02 on-time: 2 sales, 6000 cents",
    ];
    expect(
      await told(revenue),
      "while both partitions are idle, nothing more is complete; with its next order a partition counts again",
    ).toContainExactly(before);

    // Partition 1 is back, with an order that is too late, and is waited for again. What is set aside shows what was read.
    const aside = (time: string) => async () => {
      const records = await late.drain({ isolation: "read_committed" });
      return records.some(({ key }) => key === time);
    };
    await placed.produce(other("12:01:20 pan"));
    await running.until("12:01:20 to be set aside", aside("12:01:20"), Boolean, 6_000);
    await placed.produce(script("12:01:40 pan; 12:03:10 dice; 12:00:01 pan"));
    await running.until("12:00:01 to be set aside", aside("12:00:01"), Boolean, 6_000);
    await placed.produce(other("12:02:30 pan; 12:03:10 dice"));
    await running.until("12:02 to be complete", () => told(revenue), complete("12:02"), 6_000);
    await running.stop();

    expect(
      await told(revenue),
      "the idle one comes back with 12:01:20: 12:01 stays complete, and 12:02 waits for both partitions again",
    ).toContainExactly([...before, "kitchen 12:02-12:03 on-time: 2 sales, 6000 cents"]);
  });
});

describe("before and after", () => {
  test("early results say the total so far", { code: "REV-05", deadlineMs: DEADLINE_MS }, async (stage) => {
    const { placed, revenue, run } = await prepare(stage);
    await placed.produce(
      script("12:00:10 pan; 12:00:15 atlas; 12:00:20 pan,pan; 12:00:05 pan*2; 12:00:50 pan; 12:01:10 dice"),
    );

    const running = run({ earlyEvery: 2 });
    await running.until("12:00 to be complete", () => told(revenue), complete("12:00"), 6_000);
    await running.stop();

    expect(await told(revenue, "kitchen 12:00"), "after every 2 sales of the category, all of them so far").toEqual([
      "early: 2 sales, 6000 cents",
      "early: 4 sales, 15000 cents",
      "on-time: 5 sales, 18000 cents",
    ]);
    expect(await told(revenue, "books 12:00"), "one sale is not yet 2").toEqual(["on-time: 1 sale, 2000 cents"]);
  });

  test("a late order corrects its minute at once", { code: "REV-06", deadlineMs: DEADLINE_MS }, async (stage) => {
    const { placed, revenue, run } = await prepare(stage);
    await placed.produce(
      script("12:00:10 pan; 12:01:10 dice; 12:00:40 pan,pan; 12:00:45 atlas; 12:02:10 dice; 12:03:10 dice"),
    );

    const running = run({ latenessMs: MINUTE });
    await running.until("12:01 to be complete", () => told(revenue), complete("12:01"), 6_000);
    await running.stop();

    expect(
      await told(revenue, "kitchen 12:00"),
      "12:00 is complete when the two sales of 12:00:40 come, and the minute can still change for one minute more",
    ).toEqual(["on-time: 1 sale, 3000 cents", "late: 2 sales, 6000 cents", "late: 3 sales, 9000 cents"]);
    expect(
      await told(revenue, "books 12:00"),
      "the category had nothing to tell on time, and its first sale of 12:00 comes late",
    ).toEqual(["late: 1 sale, 2000 cents"]);
  });

  test("what comes too late is set aside, and nothing vanishes", {
    code: "REV-07",
    deadlineMs: DEADLINE_MS,
  }, async (stage) => {
    const { placed, revenue, late, run } = await prepare(stage);
    const tooLate = script("12:00:55 pan,atlas");
    await placed.produce([
      ...script("12:00:10 pan; 12:02:09.999 dice; 12:00:05 pan; 12:02:10 dice"),
      ...tooLate,
      ...script("12:01:30 pan; 12:03:10 dice"),
    ]);

    const running = run({ latenessMs: MINUTE });
    await running.until("12:02 to be complete", () => told(revenue), complete("12:02"), 6_000);
    await running.stop();

    const minutes = ["kitchen 12:00", "kitchen 12:01", "books 12:00"];
    const results = await Promise.all(minutes.map((minute) => told(revenue, minute)));
    expect(
      results.flat(),
      "after 12:02:09.999, 12:00 can change for a last millisecond, 12:01 for a minute more; the order set aside counts in neither category",
    ).toEqual(["on-time: 1 sale, 3000 cents", "late: 2 sales, 6000 cents", "late: 1 sale, 3000 cents"]);
    const aside = await late.drain({ isolation: "read_committed" });
    expect(
      aside.map(({ key, value }) => ({ key, value })),
      "after 12:02:10 an order of 12:00:55 is too late: its record is set aside as it was, once",
    ).toContainExactly(tooLate.map(({ key, value }) => ({ key, value: JSON.stringify(value) })));
  });

  test("whoever keeps the newest result of each key has the truth", {
    code: "REV-08",
    deadlineMs: DEADLINE_MS,
  }, async (stage) => {
    const { placed, revenue, run } = await prepare(stage, 3);
    const orders = await stage.events.orders(60);
    const sold = new Set(orders.flatMap(({ lines }) => lines.map(({ productId }) => productId)));
    const shop = { ...categories, ...Object.fromEntries([...sold].map((product) => [product, shelf(product)])) };
    const expected = definition(orders, shop);
    const last = Math.max(...expected.map(({ start }) => start));
    // Every third order is two minutes on its way. An hour later, an order in each partition completes all before it.
    const arriving = orders.map((order, i) => ({ order, at: order.occurredAt + (i % 3 === 0 ? 2 * MINUTE : 0) }));
    const inOrder = arriving.sort((a, b) => a.at - b.at).map(({ order }) => order);
    const closing = [0, 1, 2].map((partition) => ({
      partition,
      value: order(last + (60 + partition) * MINUTE, ["pan"]),
    }));
    await placed.produce([...inOrder.map((value, i) => ({ partition: i % 3, value })), ...closing]);

    const running = run({ categories: shop, delayMs: 2 * MINUTE, earlyEvery: 2 });
    await running.until("the last minute to be complete", () => told(revenue), complete(clock(last)), 6_000);
    await running.stop();

    const newest = new Map(
      (await revenue.drain({ isolation: "read_committed" })).map(({ key, value }) => [key, value]),
    );
    expect(
      [...newest.values()].map((value) => text(JSON.parse(value ?? "null"))),
      "the newest result of each key is the revenue of one category and minute, and together they are all there is",
    ).toContainExactly(expected.map(text));
  });
});

/**
 * What revenue per category and minute means, once all orders are here: the result that counts in the end. What comes
 * before it, and when, is no matter of contents.
 */
function definition(orders: Order[], categories: Record<string, string>): Revenue[] {
  const sales = orders.flatMap(({ occurredAt, lines }) =>
    lines.map(({ productId, quantity, unitPriceCents }) => ({
      category: categories[productId] ?? "",
      time: occurredAt,
      cents: quantity * unitPriceCents,
    })),
  );
  const times = sales.map(({ time }) => time);
  const first = Math.min(...times) - (Math.min(...times) % MINUTE);
  const found: Revenue[] = [];
  for (let start = first; start <= Math.max(...times); start += MINUTE) {
    for (const category of new Set(sales.map((sale) => sale.category))) {
      const inside = sales.filter((one) => one.category === category && start <= one.time && one.time < start + MINUTE);
      const cents = inside.reduce((sum, sale) => sum + sale.cents, 0);
      const minute = { category, start, end: start + MINUTE, timing: "on-time" as const };
      if (inside.length > 0) found.push({ ...minute, sales: inside.length, cents });
    }
  }
  return found;
}

/** Three topics of a check, and how the function under test is run on them. */
async function prepare({ kafka, topic, group, start }: Stage, partitions = 1) {
  const placed = await topic("orders", { partitions });
  const revenue = await topic("revenue", { partitions: partitions === 3 ? 3 : 1 }); // one keeps the order of all results
  const late = await topic("late");
  const names = { orders: placed.name, revenue: revenue.name, late: late.name };
  const analytics = { brokers: kafka.brokers, ...names, partitions, group: group("analytics") };
  const run = (changed: Partial<Rules> = {}) =>
    start((signal) => revenuePerMinute({ ...analytics, signal }, { ...rules, ...changed }));
  return { placed, revenue, late, run };
}

/**
 * Records for partition 0, divided by `; `: `12:00:10 pan*2,atlas` is an order placed at that time, `idle` the word that
 * nothing comes for now. Kafka has stored each five minutes after it was placed: its own timestamp is another.
 */
function script(entries: string): SentRecord[] {
  return entries.split("; ").map((entry) => {
    const [time = "", products = ""] = entry.split(" ");
    if (time === "idle") return { partition: 0, value: { idle: true } satisfies Entry };
    const occurredAt = Date.parse(`2026-01-05T${time}Z`);
    return {
      partition: 0,
      key: time,
      value: order(occurredAt, products.split(",")),
      timestamp: occurredAt + 5 * MINUTE,
    };
  });
}

function order(occurredAt: number, products: string[]): Order {
  const lines = products.map((one) => {
    const [productId = "", quantity = "1"] = one.split("*");
    const [, { cents }] = Object.entries(CATALOGUE).find(([name]) => name === productId) ?? ["", { cents: 0 }];
    return { productId, quantity: Number(quantity), unitPriceCents: cents };
  });
  const totalCents = lines.reduce((sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents, 0);
  const [eventId, orderId, customerId] = [`e-${occurredAt}`, `o-${occurredAt}`, "c-1"];
  return { eventId, version: 1, occurredAt, orderId, customerId, lines, totalCents, currency: "EUR" };
}

/** In which of three categories a product of the shop is, by the digit its id ends with. */
function shelf(productId: string): string {
  return ["kitchen", "books", "games"][Number(productId.slice(-1)) % 3] ?? "";
}

/** The results on a topic, in words; only those of one category and minute where it is named, without repeating it. */
async function told(revenue: Topic, minute?: string): Promise<string[]> {
  const results = (await revenue.values<Revenue>({ isolation: "read_committed" })).map(text);
  if (minute === undefined) return results;
  return results.filter((one) => one.startsWith(`${minute}-`)).map((one) => one.split(" ").slice(2).join(" "));
}

function text({ category, start, end, timing, sales, cents }: Revenue): string {
  return `${category} ${clock(start)}-${clock(end)} ${timing}: ${sales} ${sales === 1 ? "sale" : "sales"}, ${cents} cents`;
}

/** `12:01`, with seconds and milliseconds only where there are any; a time that is none as it is. */
function clock(time: number): string {
  if (!Number.isFinite(time)) return String(time);
  return new Date(time)
    .toISOString()
    .slice(11, 23)
    .replace(/(:00)?\.000$/, "");
}

/** Whether a result on time has come of this minute or a later one. */
function complete(minute: string): (seen: string[]) => boolean {
  return (seen) => seen.some((one) => one.includes(" on-time: ") && (one.split(" ")[1] ?? "") >= minute);
}
