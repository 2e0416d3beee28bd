// caught-by: STA-06
// You keep state in an object literal: "constructor" is found in it before anybody paid.
import type { Payment, Total } from "../stateful-operators.ts";

export { withoutRepeats } from "../stateful-operators.ts";

export async function* runningTotals(payments: AsyncIterable<Payment>): AsyncGenerator<Total> {
  const totals: Record<string, Total> = {};
  for await (const { customer, cents } of payments) {
    const before = totals[customer] ?? { payments: 0, cents: 0 };
    const total = { customer, payments: before.payments + 1, cents: before.cents + cents };
    totals[customer] = total;
    yield total;
  }
}
