// caught-by: STA-04
// You forget everything when the memory is full: repeats of what came just before pass too.
import type { Payment } from "../stateful-operators.ts";

export { runningTotals } from "../stateful-operators.ts";

export async function* withoutRepeats(payments: AsyncIterable<Payment>, capacity: number): AsyncGenerator<Payment> {
  const remembered = new Set<string>();
  for await (const payment of payments) {
    if (remembered.has(payment.eventId)) continue;
    if (remembered.size === capacity) remembered.clear();
    remembered.add(payment.eventId);
    yield payment;
  }
}
