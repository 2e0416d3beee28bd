// The ids lie in a ring, and the newest is written over the oldest; each customer's total is one object carried along.
import type { Payment, Total } from "../stateful-operators.ts";

export async function* runningTotals(payments: AsyncIterable<Payment>): AsyncGenerator<Total> {
  const totals: Record<string, Total> = Object.create(null);
  for await (const { customer, cents } of payments) {
    totals[customer] ??= { customer, payments: 0, cents: 0 };
    const total = totals[customer];
    total.payments += 1;
    total.cents += cents;
    yield total;
  }
}

export async function* withoutRepeats(payments: AsyncIterable<Payment>, capacity: number): AsyncGenerator<Payment> {
  const ring: (string | undefined)[] = Array(capacity).fill(undefined);
  let oldest = 0;
  for await (const payment of payments) {
    if (ring.includes(payment.eventId)) continue;
    ring[oldest] = payment.eventId;
    oldest = (oldest + 1) % capacity;
    yield payment;
  }
}
