// caught-by: STA-03
// You never forget an id: right for every repeat, and the memory grows for as long as the stream runs.
import type { Payment } from "../stateful-operators.ts";

export { runningTotals } from "../stateful-operators.ts";

export async function* withoutRepeats(payments: AsyncIterable<Payment>, _capacity: number): AsyncGenerator<Payment> {
  const remembered = new Set<string>();
  for await (const payment of payments) {
    if (remembered.has(payment.eventId)) continue;
    remembered.add(payment.eventId);
    yield payment;
  }
}
