// caught-by: BVS-05
// You know a copy by its total. Two orders may well cost the same; what makes two arrivals one order is their `eventId`.
import type { Order } from "#kata";
import type { RevenueReport } from "../batch-vs-stream.ts";

export { batchReport } from "../batch-vs-stream.ts";

export async function* runningReport(orders: AsyncIterable<Order>): AsyncGenerator<RevenueReport> {
  const totals = new Set<number>();
  for await (const order of orders) {
    totals.add(order.totalCents);
    yield { orders: totals.size, totalCents: [...totals].reduce((sum, cents) => sum + cents, 0) };
  }
}
