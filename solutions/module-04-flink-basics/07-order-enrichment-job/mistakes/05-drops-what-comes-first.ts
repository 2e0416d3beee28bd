// caught-by: ENR-02
// You drop a line whose product is not known yet. Two sources are read side by side: which is ahead is nobody's promise.
import type { Collector, KeyedCoProcessFunction, StreamExecutionEnvironment } from "#flink";
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
    .process(new DropsUnknown())
    .uid("add-category");
  sinks(topics, lines);
}

class DropsUnknown extends AddCategory {
  override processElement1(
    line: SoldLine,
    context: KeyedCoProcessFunction.Context<string>,
    out: Collector<EnrichedLine>,
  ): void {
    if (this.category?.value() != null) super.processElement1(line, context, out);
  }
}
