// caught-by: ENR-01
// You take the price of one piece for the price of the line.
import type { StreamExecutionEnvironment } from "#flink";
import { AddCategory, type SoldLine, sinks, sources, type Topics } from "../order-enrichment-job.ts";

export function enrichOrders(env: StreamExecutionEnvironment, topics: Topics): void {
  const { orders, products } = sources(env, topics);
  const lines = orders
    .flatMap<SoldLine>(({ orderId, lines }, out) => {
      for (const { productId, quantity, unitPriceCents } of lines) {
        out.collect({ orderId, productId, quantity, cents: unitPriceCents });
      }
    })
    .keyBy(({ productId }) => productId)
    .connect(products.keyBy(({ productId }) => productId))
    .process(new AddCategory())
    .uid("add-category");
  sinks(topics, lines);
}
