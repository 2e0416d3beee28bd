// caught-by: STA-04
// You make an id young again when it is seen again: that is "least recently used", and here first in is first out.
import type { Payment } from "../stateful-operators.ts";

export { runningTotals } from "../stateful-operators.ts";

export async function* withoutRepeats(payments: AsyncIterable<Payment>, capacity: number): AsyncGenerator<Payment> {
  const remembered = new Set<string>();
  for await (const payment of payments) {
    const known = remembered.delete(payment.eventId);
    remembered.add(payment.eventId);
    if (known) continue;
    for (const oldest of remembered) {
      if (remembered.size <= capacity) break;
      remembered.delete(oldest);
    }
    yield payment;
  }
}
