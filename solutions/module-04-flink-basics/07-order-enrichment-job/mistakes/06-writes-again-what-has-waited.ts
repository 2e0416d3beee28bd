// caught-by: ENR-02
// You do not clear the list of waiting lines. With each new entry of the product, such as a new price, they are written once more.
import type { Collector, KeyedCoProcessFunction, StreamExecutionEnvironment } from "#flink";
import type { Product } from "#kata";
import {
  AddCategory,
  type EnrichedLine,
  linesOf,
  type SoldLine,
  sinks,
  sources,
  type Topics,
} from "../order-enrichment-job.ts";

export function enrichOrders(env: StreamExecutionEnvironment, topics: Topics): void {
  const { orders, products } = sources(env, topics);
  const lines = orders
    .flatMap<SoldLine>(linesOf)
    .keyBy(({ productId }) => productId)
    .connect(products.keyBy(({ productId }) => productId))
    .process(new ClearsNothing())
    .uid("add-category");
  sinks(topics, lines);
}

class ClearsNothing extends AddCategory {
  override processElement2(
    { category }: Product,
    _context: KeyedCoProcessFunction.Context<string>,
    out: Collector<EnrichedLine>,
  ): void {
    this.category?.update(category);
    for (const line of this.waiting?.get() ?? []) out.collect({ ...line, category });
  }
}
