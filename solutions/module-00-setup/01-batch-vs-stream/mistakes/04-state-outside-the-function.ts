// caught-by: BVS-04
// You keep what you remember outside the function, so a second stream goes on where the first one stopped.
import type { Order } from "#kata";
import type { RevenueReport } from "../batch-vs-stream.ts";

export { batchReport } from "../batch-vs-stream.ts";

const counted = new Map<string, number>();
let calls = 0;

export async function* runningReport(orders: AsyncIterable<Order>): AsyncGenerator<RevenueReport> {
  calls += 1;
  const stream = calls;
  for await (const order of orders) {
    // Each call has its own ids, but the totals of all calls are added up.
    counted.set(`${stream}/${order.eventId}`, order.totalCents);
    yield { orders: counted.size, totalCents: [...counted.values()].reduce((sum, cents) => sum + cents, 0) };
  }
}
