// One object is carried along and given out again and again, instead of a new one each time.
import type { Order } from "#kata";
import type { RevenueReport } from "../batch-vs-stream.ts";

export { batchReport } from "../batch-vs-stream.ts";

export async function* runningReport(orders: AsyncIterable<Order>): AsyncGenerator<RevenueReport> {
  const counted = new Set<string>();
  const report: RevenueReport = { orders: 0, totalCents: 0 };
  for await (const { eventId, totalCents } of orders) {
    if (!counted.has(eventId)) {
      counted.add(eventId);
      report.orders += 1;
      report.totalCents += totalCents;
    }
    yield report;
  }
}
