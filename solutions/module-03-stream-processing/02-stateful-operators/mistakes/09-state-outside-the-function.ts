// caught-by: STA-05
// You keep the totals outside the function: a second stream goes on where the first one stopped.
import type { Payment, Total } from "../stateful-operators.ts";

export { withoutRepeats } from "../stateful-operators.ts";

const totals = new Map<string, Total>();

export async function* runningTotals(payments: AsyncIterable<Payment>): AsyncGenerator<Total> {
  for await (const { customer, cents } of payments) {
    const before = totals.get(customer) ?? { customer, payments: 0, cents: 0 };
    const total = { customer, payments: before.payments + 1, cents: before.cents + cents };
    totals.set(customer, total);
    yield total;
  }
}
