export interface Payment {
  eventId: string;
  customer: string;
  cents: number;
}

export interface Total {
  customer: string;
  payments: number;
  cents: number;
}

export async function* runningTotals(payments: AsyncIterable<Payment>): AsyncGenerator<Total> {
  const totals = new Map<string, Total>();
  for await (const { customer, cents } of payments) {
    const before = totals.get(customer) ?? { customer, payments: 0, cents: 0 };
    const total = { customer, payments: before.payments + 1, cents: before.cents + cents };
    totals.set(customer, total);
    yield total;
  }
}

export async function* withoutRepeats(payments: AsyncIterable<Payment>, capacity: number): AsyncGenerator<Payment> {
  const remembered = new Set<string>(); // a Set keeps the order in which its elements came
  for await (const payment of payments) {
    if (remembered.has(payment.eventId)) continue;
    remembered.add(payment.eventId);
    for (const oldest of remembered) {
      if (remembered.size <= capacity) break;
      remembered.delete(oldest);
    }
    yield payment;
  }
}
