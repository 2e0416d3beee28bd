// caught-by: ENR-04
// You set no timer. A line of an unknown product waits in state until the job ends, and goes with it.
import type { StreamExecutionEnvironment } from "#flink";
import { AddCategory, linesOf, type SoldLine, sinks, sources, type Topics } from "../order-enrichment-job.ts";

export function enrichOrders(env: StreamExecutionEnvironment, topics: Topics): void {
  const { orders, products } = sources(env, topics);
  const lines = orders
    .flatMap<SoldLine>(linesOf)
    .keyBy(({ productId }) => productId)
    .connect(products.keyBy(({ productId }) => productId))
    .process(new WaitsForEver())
    .uid("add-category");
  sinks(topics, lines);
}

class WaitsForEver extends AddCategory {
  override onTimer(): void {}
}
