// caught-by: BVS-02
// You wait for the last order before you report: over a stream that never ends, nothing is ever reported.
import type { Order } from "#kata";
import { batchReport, type RevenueReport } from "../batch-vs-stream.ts";

export { batchReport };

export async function* runningReport(orders: AsyncIterable<Order>): AsyncGenerator<RevenueReport> {
  const all: Order[] = [];
  for await (const order of orders) all.push(order);
  for (let n = 1; n <= all.length; n++) yield batchReport(all.slice(0, n));
}
