import type { Order } from "#kata";

export interface RevenueReport {
  orders: number;
  totalCents: number;
}

export async function batchReport(orders: Order[]): Promise<RevenueReport> {
  const totals = new Map(orders.map(({ eventId, totalCents }) => [eventId, totalCents]));
  return { orders: totals.size, totalCents: [...totals.values()].reduce((sum, cents) => sum + cents, 0) };
}

export async function* runningReport(orders: AsyncIterable<Order>): AsyncGenerator<RevenueReport> {
  const counted = new Set<string>();
  let totalCents = 0;
  for await (const order of orders) {
    if (!counted.has(order.eventId)) {
      counted.add(order.eventId);
      totalCents += order.totalCents;
    }
    yield { orders: counted.size, totalCents };
  }
}
