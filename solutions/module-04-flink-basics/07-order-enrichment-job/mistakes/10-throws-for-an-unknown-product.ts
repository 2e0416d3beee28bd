// caught-by: ENR-04
// You throw for an unknown product. It fails the whole job, for one line, and after a restart it would throw again.
import type { StreamExecutionEnvironment } from "#flink";
import { AddCategory, linesOf, type SoldLine, sinks, sources, type Topics } from "../order-enrichment-job.ts";

export function enrichOrders(env: StreamExecutionEnvironment, topics: Topics): void {
  const { orders, products } = sources(env, topics);
  const lines = orders
    .flatMap<SoldLine>(linesOf)
    .keyBy(({ productId }) => productId)
    .connect(products.keyBy(({ productId }) => productId))
    .process(new Throws())
    .uid("add-category");
  sinks(topics, lines);
}

class Throws extends AddCategory {
  override onTimer(): void {
    throw new Error("unknown product");
  }
}
