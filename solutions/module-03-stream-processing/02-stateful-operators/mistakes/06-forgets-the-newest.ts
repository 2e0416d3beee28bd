// caught-by: STA-04
// You forget the newest id to make room (pop instead of shift): the next repeat of it passes.
import type { Payment } from "../stateful-operators.ts";

export { runningTotals } from "../stateful-operators.ts";

export async function* withoutRepeats(payments: AsyncIterable<Payment>, capacity: number): AsyncGenerator<Payment> {
  const remembered: string[] = [];
  for await (const payment of payments) {
    if (remembered.includes(payment.eventId)) continue;
    if (remembered.length === capacity) remembered.pop();
    remembered.push(payment.eventId);
    yield payment;
  }
}
