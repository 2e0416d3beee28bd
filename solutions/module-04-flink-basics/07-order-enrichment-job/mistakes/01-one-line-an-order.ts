// caught-by: ENR-01
// You take one line of each order. A map has one output for each input, and a flatMap as many as it collects.
import type { StreamExecutionEnvironment } from "#flink";
import { AddCategory, type SoldLine, sinks, sources, type Topics } from "../order-enrichment-job.ts";

export function enrichOrders(env: StreamExecutionEnvironment, topics: Topics): void {
  const { orders, products } = sources(env, topics);
  const lines = orders
    .map(({ orderId, lines: [first] }): SoldLine => {
      const { productId = "", quantity = 0, unitPriceCents = 0 } = first ?? {};
      return { orderId, productId, quantity, cents: quantity * unitPriceCents };
    })
    .keyBy(({ productId }) => productId)
    .connect(products.keyBy(({ productId }) => productId))
    .process(new AddCategory())
    .uid("add-category");
  sinks(topics, lines);
}
