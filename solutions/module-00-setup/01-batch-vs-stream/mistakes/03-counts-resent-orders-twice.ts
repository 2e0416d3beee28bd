// caught-by: BVS-03
// You add an order every time it arrives, and an order that was sent again arrives again.
import type { Order } from "#kata";
import type { RevenueReport } from "../batch-vs-stream.ts";

export { batchReport } from "../batch-vs-stream.ts";

export async function* runningReport(orders: AsyncIterable<Order>): AsyncGenerator<RevenueReport> {
  let count = 0;
  let totalCents = 0;
  for await (const order of orders) {
    count += 1;
    totalCents += order.totalCents;
    yield { orders: count, totalCents };
  }
}
