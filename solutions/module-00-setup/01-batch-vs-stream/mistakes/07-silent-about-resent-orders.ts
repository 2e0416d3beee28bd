// caught-by: BVS-03
// You say nothing when an order arrives again, so whoever waits for the report after it waits for ever.
import type { Order } from "#kata";
import type { RevenueReport } from "../batch-vs-stream.ts";

export { batchReport } from "../batch-vs-stream.ts";

export async function* runningReport(orders: AsyncIterable<Order>): AsyncGenerator<RevenueReport> {
  const counted = new Set<string>();
  let totalCents = 0;
  for await (const order of orders) {
    if (counted.has(order.eventId)) continue;
    counted.add(order.eventId);
    totalCents += order.totalCents;
    yield { orders: counted.size, totalCents };
  }
}
