// caught-by: STA-02
// You compare an id with the one before it only, but a repeat can come after other payments.
import type { Payment } from "../stateful-operators.ts";

export { runningTotals } from "../stateful-operators.ts";

export async function* withoutRepeats(payments: AsyncIterable<Payment>, _capacity: number): AsyncGenerator<Payment> {
  let last: string | undefined;
  for await (const payment of payments) {
    if (payment.eventId !== last) yield payment;
    last = payment.eventId;
  }
}
