// caught-by: BVS-01
// Your batch job trusts its input: a list can hold an order twice, just as a stream can.
import type { Order } from "#kata";
import type { RevenueReport } from "../batch-vs-stream.ts";

export { runningReport } from "../batch-vs-stream.ts";

export async function batchReport(orders: Order[]): Promise<RevenueReport> {
  return { orders: orders.length, totalCents: orders.reduce((sum, order) => sum + order.totalCents, 0) };
}
