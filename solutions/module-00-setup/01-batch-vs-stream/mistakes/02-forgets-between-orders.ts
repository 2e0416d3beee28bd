// caught-by: BVS-02
// You report each order by itself: nothing is remembered from one order to the next.
import type { Order } from "#kata";
import { batchReport, type RevenueReport } from "../batch-vs-stream.ts";

export { batchReport };

export async function* runningReport(orders: AsyncIterable<Order>): AsyncGenerator<RevenueReport> {
  for await (const order of orders) yield batchReport([order]);
}
