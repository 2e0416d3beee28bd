// caught-by: STA-01
// You keep one total for the whole stream: what bob paid is in the answer to ann.
import type { Payment, Total } from "../stateful-operators.ts";

export { withoutRepeats } from "../stateful-operators.ts";

export async function* runningTotals(payments: AsyncIterable<Payment>): AsyncGenerator<Total> {
  let count = 0;
  let sum = 0;
  for await (const { customer, cents } of payments) {
    count += 1;
    sum += cents;
    yield { customer, payments: count, cents: sum };
  }
}
