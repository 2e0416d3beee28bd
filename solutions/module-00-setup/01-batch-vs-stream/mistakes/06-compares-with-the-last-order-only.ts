// caught-by: BVS-05
// You compare an order with the one just before it, but an order can be sent again much later.
import type { Order } from "#kata";
import type { RevenueReport } from "../batch-vs-stream.ts";

export { batchReport } from "../batch-vs-stream.ts";

export async function* runningReport(orders: AsyncIterable<Order>): AsyncGenerator<RevenueReport> {
  const report: RevenueReport = { orders: 0, totalCents: 0 };
  let last: string | undefined;
  for await (const order of orders) {
    if (order.eventId !== last) {
      report.orders += 1;
      report.totalCents += order.totalCents;
    }
    last = order.eventId;
    yield { ...report };
  }
}
