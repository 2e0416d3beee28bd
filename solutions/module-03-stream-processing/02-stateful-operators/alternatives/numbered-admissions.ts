// Every id that passes gets a number; an id is remembered while its number is among the newest.
import type { Payment, Total } from "../stateful-operators.ts";

export async function* runningTotals(payments: AsyncIterable<Payment>): AsyncGenerator<Total> {
  const counts = new Map<string, number>();
  const sums = new Map<string, number>();
  for await (const { customer, cents } of payments) {
    const count = (counts.get(customer) ?? 0) + 1;
    const sum = (sums.get(customer) ?? 0) + cents;
    counts.set(customer, count);
    sums.set(customer, sum);
    yield { customer, payments: count, cents: sum };
  }
}

export async function* withoutRepeats(payments: AsyncIterable<Payment>, capacity: number): AsyncGenerator<Payment> {
  const numbers = new Map<string, number>();
  let admitted = 0;
  for await (const payment of payments) {
    const number = numbers.get(payment.eventId);
    if (number !== undefined && number > admitted - capacity) continue;
    admitted += 1;
    for (const [id, one] of numbers) if (one <= admitted - capacity) numbers.delete(id);
    numbers.set(payment.eventId, admitted);
    yield payment;
  }
}
