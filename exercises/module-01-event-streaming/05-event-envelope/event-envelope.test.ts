import { describe, expect, test } from "#harness";
import type { Order } from "#kata";
import { ingestOrders, readOrder } from "./event-envelope.ts";

describe("reading the value of a record", () => {
  test("an order is read as it is", { code: "ENP-01" }, async () => {
    const free = { ...order("o-1"), occurredAt: 0, totalCents: 0 }; // the first moment of 1970, and a gift

    expect(await readOrder(JSON.stringify(order("o-1"))), "a complete order is read").toEqual({ order: order("o-1") });
    expect(await readOrder(JSON.stringify(free)), "zero is a time and an amount like any other").toEqual({
      order: free,
    });
  });

  test("another version is not guessed at", { code: "ENP-02" }, async () => {
    const euros = { ...order("o-1"), version: 2, totalCents: 10 }; // looks the same; who says that it means the same?
    const renamed = { version: 2, id: "o-1", total: { amount: 10, currency: "EUR" } };

    expect(
      await readOrder(JSON.stringify(euros)),
      "an event of version 2 is set aside, even where it looks like version 1",
    ).toEqual({
      reason: "unknown-version",
    });
    expect(
      await readOrder(JSON.stringify(renamed)),
      "an event of version 2 with other fields is not invalid, it is unknown",
    ).toEqual({
      reason: "unknown-version",
    });
    const inAText = { ...order("o-1"), version: "1" };
    expect(await readOrder(JSON.stringify(inAText)), 'the text "1" is not the number 1').toEqual({
      reason: "unknown-version",
    });
    const unversioned = { ...order("o-1"), version: undefined };
    expect(await readOrder(JSON.stringify(unversioned)), "an event without a version may be anything").toEqual({
      reason: "unknown-version",
    });
  });

  test("whatever else it is, it gets a reason", { code: "ENP-03" }, async () => {
    const whole = JSON.stringify(order("o-1"));
    const values: [string, string | null, string][] = [
      ["no value at all", null, "not-json"],
      ["an empty value", "", "not-json"],
      ["an order that is cut off", whole.slice(0, -10), "not-json"],
      ["the JSON text null", "null", "invalid"],
      ["a number", "17", "invalid"],
      ["a list of orders", `[${whole}]`, "invalid"],
      ...["eventId", "orderId", "customerId"].flatMap((id) =>
        [undefined, null, "", 17].map((value) => broken(id, value)),
      ),
      ...["occurredAt", "totalCents"].flatMap((n) =>
        [undefined, null, "1000", -1, 0.5].map((value) => broken(n, value)),
      ),
      ...[undefined, null, [], "p-1"].map((value) => broken("lines", value)),
    ];
    for (const [what, text, reason] of values)
      expect(await readOrder(text), `${what} is ${reason}`).toEqual({ reason });
  });
});

describe("the intake", () => {
  test("a record that is no order does not hold up the orders behind it", {
    code: "ENP-04",
    deadlineMs: 20_000,
  }, async ({ kafka, topic, group, start }) => {
    const [orders, quarantine] = [await topic("orders"), await topic("quarantine")];
    const intake = { brokers: kafka.brokers, orders: orders.name, quarantine: quarantine.name, group: group("intake") };
    const { accepted, accept } = ledger();
    await orders.produce([{ value: order("o-1") }, { value: '{"eventId":"e-o' }, { value: order("o-2") }]);

    const running = start((signal) => ingestOrders({ ...intake, signal }, accept));
    await running.until("the order behind a broken record to be accepted", () => accepted, includes("o-2"), 5_000);
    await running.stop();

    expect(accepted, "both orders are accepted, in the order in which they came").toEqual(["o-1", "o-2"]);
  });

  test("what is set aside keeps its key and every byte", { code: "ENP-05" }, async ({ kafka, topic, group, start }) => {
    const [orders, quarantine] = [await topic("orders"), await topic("quarantine")];
    const intake = { brokers: kafka.brokers, orders: orders.name, quarantine: quarantine.name, group: group("intake") };
    const { accepted, accept } = ledger();
    const broken = [
      { key: "c-1", value: '{ "version": 2,  "total": 12345678901234567890 }' }, // more digits than a number can hold
      { key: "c-2", value: Buffer.from([0x00, 0x80, 0xff, 0xfe]) }, // another format: as UTF-8, these bytes mean nothing
      { key: "c-3", value: null },
    ];
    await orders.produce([...broken, { key: "c-4", value: order("o-last") }]);

    const running = start((signal) => ingestOrders({ ...intake, signal }, accept));
    await running.until(
      "the order behind three broken records to be accepted",
      () => accepted,
      includes("o-last"),
      6_000,
    );
    await running.stop();

    const keys = (await quarantine.drain({ isolation: "read_committed" })).map(({ key }) => key);
    expect(keys, "the keys of the records in quarantine").toEqual(broken.map(({ key }) => key));
    const values = await quarantine.bytes({ isolation: "read_committed" });
    expect(values.map(legible), "the values in quarantine, byte for byte").toEqual(
      broken.map(({ value }) => legible(value)),
    );
  });

  test("what is set aside says why, and where it was", { code: "ENP-06" }, async ({ kafka, topic, group, start }) => {
    const [orders, quarantine] = [await topic("orders", { partitions: 3 }), await topic("quarantine")];
    const intake = { brokers: kafka.brokers, orders: orders.name, quarantine: quarantine.name, group: group("intake") };
    const { accepted, accept } = ledger();
    const values = [
      order("o-0"),
      "order 1, by telephone",
      { ...order("o-2"), version: 3 },
      { ...order("o-3"), lines: null },
      null, // a record without a value, not the text "null"
      order("o-last"),
    ];
    await orders.produce(values.map((value) => ({ value, partition: 2 })));

    const running = start((signal) => ingestOrders({ ...intake, signal }, accept));
    await running.until("the order behind four others to be accepted", () => accepted, includes("o-last"), 6_000);
    await running.stop();

    const parked = await quarantine.drain({ isolation: "read_committed" });
    const from = { topic: orders.name, partition: "2" };
    expect(
      parked.map(({ headers }) => headers),
      "the headers of the records in quarantine",
    ).toEqual([
      { reason: "not-json", ...from, offset: "1" },
      { reason: "unknown-version", ...from, offset: "2" },
      { reason: "invalid", ...from, offset: "3" },
      { reason: "not-json", ...from, offset: "4" },
    ]);
  });

  test("an order is done when accept has resolved, and then the intake leaves", {
    code: "ENP-07",
    deadlineMs: 20_000,
  }, async ({ kafka, topic, group, start }) => {
    const [orders, quarantine] = [await topic("orders"), await topic("quarantine")];
    const intake = { brokers: kafka.brokers, orders: orders.name, quarantine: quarantine.name, group: group("intake") };
    const work = { begun: 0, underWay: 0, mostAtOnce: 0 };
    const accept = async () => {
      work.begun++;
      work.mostAtOnce = Math.max(work.mostAtOnce, ++work.underWay);
      await new Promise((done) => setTimeout(done, 200)); // to book an order takes its time
      work.underWay--;
    };
    await orders.produce(["o-1", "o-2", "o-3"].map((orderId) => ({ value: order(orderId) })));

    const running = start((signal) => ingestOrders({ ...intake, signal }, accept));
    await running.until(
      "the second order to be begun",
      () => work.begun,
      (begun) => begun >= 2,
      6_000,
    );
    await running.stop();
    const unfinished = work.underWay;
    const members = (await kafka.members(intake.group)).length;

    expect(work.mostAtOnce, "the most orders that were being accepted at once").toBe(1);
    expect(unfinished, "orders that are not finished when the intake has returned").toBe(0);
    expect(members, "members of the group once the intake has returned").toBe(0);
  });
});

/** An order with one field that is wrong, undefined for missing: what it is, its text, and what becomes of it. */
function broken(field: string, value: unknown): [string, string, string] {
  const what = `an order whose ${field} is ${value === undefined ? "missing" : JSON.stringify(value)}`;
  return [what, JSON.stringify({ ...order("o-1"), [field]: value }), "invalid"];
}

/** Accepts orders by noting their ids. */
function ledger() {
  const accepted: string[] = [];
  const accept = async ({ orderId }: Order) => {
    accepted.push(orderId);
  };
  return { accepted, accept };
}

function includes(orderId: string): (accepted: string[]) => boolean {
  return (accepted) => accepted.includes(orderId);
}

function order(orderId: string): Order {
  return {
    eventId: `e-${orderId}`,
    version: 1,
    occurredAt: 1_767_603_694_713,
    orderId,
    customerId: "c-1",
    lines: [{ productId: "p-1", quantity: 1, unitPriceCents: 1_000 }],
    totalCents: 1_000,
    currency: "EUR",
  };
}

/** Bytes as a person can compare them: plain ASCII as text, others in hex. */
function legible(value: Buffer | string | null): string | null {
  if (value === null) return null;
  const bytes = Buffer.from(value);
  return bytes.every((byte) => byte >= 0x20 && byte < 0x7f) ? bytes.toString() : `bytes ${bytes.toString("hex")}`;
}
