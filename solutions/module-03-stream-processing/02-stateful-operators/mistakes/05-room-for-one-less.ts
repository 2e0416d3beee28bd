// caught-by: STA-03
// You make room before there is need for it: one id fewer is remembered than there is room for.
import type { Payment } from "../stateful-operators.ts";

export { runningTotals } from "../stateful-operators.ts";

export async function* withoutRepeats(payments: AsyncIterable<Payment>, capacity: number): AsyncGenerator<Payment> {
  const remembered: string[] = [];
  for await (const payment of payments) {
    if (remembered.includes(payment.eventId)) continue;
    remembered.push(payment.eventId);
    if (remembered.length >= capacity) remembered.shift();
    yield payment;
  }
}
