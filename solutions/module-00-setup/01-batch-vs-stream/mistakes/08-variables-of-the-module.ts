// caught-by: BVS-04
// You declare the sum and the ids above the function: they belong to the module, so every stream goes on with those of the last one.
import type { Order } from "#kata";
import type { RevenueReport } from "../batch-vs-stream.ts";

export { batchReport } from "../batch-vs-stream.ts";

const counted = new Set<string>();
let totalCents = 0;

export async function* runningReport(orders: AsyncIterable<Order>): AsyncGenerator<RevenueReport> {
  for await (const order of orders) {
    if (!counted.has(order.eventId)) {
      counted.add(order.eventId);
      totalCents += order.totalCents;
    }
    yield { orders: counted.size, totalCents };
  }
}
