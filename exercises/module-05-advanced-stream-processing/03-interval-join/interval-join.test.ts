import { describe, expect, type Flink, type Topic, test, until } from "#harness";
import type { Order, Payment } from "#kata";
import { matchPayments, type PaidOrder } from "./interval-join.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;

/** Kafka's time of every record: all are sent together, long after what they tell of. */
const SENT = at("20:00");

describe("orders and their payments", () => {
  test("an order meets each payment of its own", { code: "IVJ-01" }, async ({ flink, topic }) => {
    const { orders, payments, matched, names } = await fourTopics(flink, topic);
    await orders.produce([order("o-1", "10:00"), order("o-2", "10:00"), order("o-3", "10:00")]);
    await payments.produce([
      payment("o-2", "10:02", { paymentId: "pay-1", status: "declined" }),
      payment("o-1", "10:03", { paymentId: "pay-2" }),
      payment("o-2", "10:04", { paymentId: "pay-3" }),
      payment("o-4", "10:05", { paymentId: "pay-4" }),
    ]);

    await flink.runToEnd(matchPayments, [names]);

    expect(
      await records(matched),
      "a pair for each payment of an order, under the order's key: two for o-2, none for o-3 (no payment) or o-4 (no order)",
    ).toContainExactly([
      { key: "o-2", orderId: "o-2", customerId: "c-7", paymentId: "pay-1", status: "declined", afterMs: 2 * MINUTE },
      { key: "o-1", orderId: "o-1", customerId: "c-7", paymentId: "pay-2", status: "captured", afterMs: 3 * MINUTE },
      { key: "o-2", orderId: "o-2", customerId: "c-7", paymentId: "pay-3", status: "captured", afterMs: 4 * MINUTE },
    ]);
  });

  test("from a minute before to 15 minutes after, both to the millisecond", { code: "IVJ-02" }, async ({
    flink,
    topic,
  }) => {
    const { orders, payments, matched, names } = await fourTopics(flink, topic);
    const placed = ["o-1", "o-2", "o-3", "o-4", "o-5", "o-6"];
    await orders.produce(placed.map((orderId) => order(orderId, "10:00")));
    await payments.produce([
      payment("o-1", "09:58:59.999"),
      payment("o-2", "09:59"),
      payment("o-3", "10:00"),
      payment("o-6", "10:05"),
      payment("o-4", "10:15"),
      payment("o-5", "10:15:00.001"),
    ]);

    await flink.runToEnd(matchPayments, [names]);

    const afterMs = (await records<PaidOrder>(matched)).map(({ orderId, afterMs }) => `${orderId} ${afterMs} ms`);
    expect(afterMs, "order - 1 min <= payment <= order + 15 min: the bounds belong to the interval").toContainExactly([
      `o-2 ${-MINUTE} ms`,
      "o-3 0 ms",
      `o-4 ${15 * MINUTE} ms`,
      `o-6 ${5 * MINUTE} ms`,
    ]);
  });

  test("a minute out of order is in time, and what is behind the watermark is told", { code: "IVJ-03" }, async ({
    flink,
    topic,
  }) => {
    const { orders, payments, matched, late, names } = await fourTopics(flink, topic);
    await orders.produce([order("o-1", "10:00"), order("o-2", "10:30")]);
    await payments.produce([payment("o-2", "10:30", { paymentId: "pay-2" })]);
    const tooLate = payment("o-1", "10:10", { paymentId: "pay-1" });

    const job = await flink.run(matchPayments, [{ ...names, endless: true }]);
    await job.running();
    const join = (await job.plan()).vertices.find(({ inputs }) => inputs.length === 2);
    await until(
      "the join's watermark to be a minute behind 10:30",
      () => job.watermarks(join?.id ?? "a join"),
      ([watermark]) => watermark !== undefined && watermark >= at("10:29") - 1,
      20_000,
    );
    await orders.produce([order("o-3", "10:29")]); // by a millisecond not behind the watermark
    await payments.produce([tooLate, payment("o-3", "10:29", { paymentId: "pay-3" })]);
    const said = async () => JSON.stringify([await records(matched), await records(late)]);
    await until("pay-3 to come out", said, (text) => text.includes("pay-3"), 20_000);
    await job.checkpoint(); // sinks have written what they were given

    expect(
      (await records<PaidOrder>(matched)).map(({ paymentId }) => paymentId),
      "payments that are matched: the watermark is a minute and a millisecond behind the latest event",
    ).toContainExactly(["pay-2", "pay-3"]);
    expect(
      await records(late),
      "a payment behind the watermark is set aside as it came, under its order's key",
    ).toContainExactly([{ key: "o-1", ...tooLate.value }]);
  });
});

/** Topics of a check's own, and what the job is told of them. One partition each: the order of reading is known. */
async function fourTopics(flink: Flink, topic: (what: string) => Promise<Topic>) {
  const [orders, payments] = [await topic("orders"), await topic("payments")];
  const [matched, late] = [await topic("matched"), await topic("late")];
  const names = {
    brokers: flink.brokers,
    orders: orders.name,
    payments: payments.name,
    matched: matched.name,
    late: late.name,
    endless: false,
  };
  return { orders, payments, matched, late, names };
}

/** What a topic holds: each value, and its record's key. */
function records<T>(topic: Topic) {
  return topic.keyedValues<T>({ isolation: "read_committed" });
}

/** The time of an event: "10:15:00.001" of some day. */
function at(clock: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(":").map(Number);
  return Date.UTC(2026, 0, 5) + hours * 60 * MINUTE + minutes * MINUTE + Math.round(seconds * SECOND);
}

function order(orderId: string, clock: string): { value: Order; timestamp: number } {
  const value: Order = {
    eventId: `e-${orderId}`,
    version: 1,
    occurredAt: at(clock),
    orderId,
    customerId: "c-7",
    lines: [{ productId: "p-1", quantity: 1, unitPriceCents: 1_000 }],
    totalCents: 1_000,
    currency: "EUR",
  };
  return { value, timestamp: SENT };
}

function payment(
  orderId: string,
  clock: string,
  { paymentId = `pay-${orderId}`, status = "captured" }: Partial<Payment> = {},
): { value: Payment; timestamp: number } {
  const value: Payment = {
    eventId: `e-${paymentId}`,
    version: 1,
    occurredAt: at(clock),
    paymentId,
    orderId,
    amountCents: 1_000,
    currency: "EUR",
    method: "card",
    status,
  };
  return { value, timestamp: SENT };
}
