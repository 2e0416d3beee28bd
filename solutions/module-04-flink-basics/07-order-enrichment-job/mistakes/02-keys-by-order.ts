// caught-by: ENR-01
// You key the lines by order and the products by product. Elements of different keys share no state: each line waits for a product that never comes to its key.
import type { StreamExecutionEnvironment } from "#flink";
import { AddCategory, linesOf, type SoldLine, sinks, sources, type Topics } from "../order-enrichment-job.ts";

export function enrichOrders(env: StreamExecutionEnvironment, topics: Topics): void {
  const { orders, products } = sources(env, topics);
  const lines = orders
    .flatMap<SoldLine>(linesOf)
    .keyBy(({ orderId }) => orderId)
    .connect(products.keyBy(({ productId }) => productId))
    .process(new AddCategory())
    .uid("add-category");
  sinks(topics, lines);
}
