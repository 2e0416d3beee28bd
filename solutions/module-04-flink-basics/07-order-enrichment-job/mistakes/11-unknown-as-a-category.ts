// caught-by: ENR-04
// You make a category of what has none. Its lines are in the same topic as all others, and in the totals.
import type { Collector, KeyedProcessFunction, StreamExecutionEnvironment } from "#flink";
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
    .process(new NamesUnknown())
    .uid("add-category");
  sinks(topics, lines);
}

class NamesUnknown extends AddCategory {
  override onTimer(
    _timestamp: number,
    _context: KeyedProcessFunction.OnTimerContext<string>,
    out: Collector<EnrichedLine>,
  ): void {
    const category = "unknown" as Product["category"];
    for (const line of this.waiting?.get() ?? []) out.collect({ ...line, category });
  }
}
