// An iterator written by hand: `next` asks the source for one order and answers with one report.
import type { Order } from "#kata";
import type { RevenueReport } from "../batch-vs-stream.ts";

export async function batchReport(orders: Order[]): Promise<RevenueReport> {
  const seen = new Set<string>();
  let totalCents = 0;
  for (const order of orders) {
    if (seen.has(order.eventId)) continue;
    seen.add(order.eventId);
    totalCents += order.totalCents;
  }
  return { orders: seen.size, totalCents };
}

export function runningReport(orders: AsyncIterable<Order>): AsyncIterable<RevenueReport> {
  return {
    [Symbol.asyncIterator]() {
      const source = orders[Symbol.asyncIterator]();
      const totals = new Map<string, number>();
      return {
        async next() {
          const { done, value } = await source.next();
          if (done) return { done: true, value: undefined };
          totals.set(value.eventId, value.totalCents);
          const totalCents = [...totals.values()].reduce((sum, cents) => sum + cents, 0);
          return { done: false, value: { orders: totals.size, totalCents } };
        },
      };
    },
  };
}
