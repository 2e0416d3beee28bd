// caught-by: STA-01
// You answer when the stream ends: each customer has one total then, and on a stream without an end nobody has.
import type { Payment, Total } from "../stateful-operators.ts";

export { withoutRepeats } from "../stateful-operators.ts";

export async function* runningTotals(payments: AsyncIterable<Payment>): AsyncGenerator<Total> {
  const totals = new Map<string, Total>();
  for await (const { customer, cents } of payments) {
    const before = totals.get(customer) ?? { customer, payments: 0, cents: 0 };
    totals.set(customer, { customer, payments: before.payments + 1, cents: before.cents + cents });
  }
  yield* totals.values();
}
