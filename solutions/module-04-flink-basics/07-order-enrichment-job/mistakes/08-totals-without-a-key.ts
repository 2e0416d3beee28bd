// caught-by: ENR-03
// You write the totals without a key. Which of them is the newest of its category, no reader can tell, and a compacted topic refuses them.
import type { StreamExecutionEnvironment } from "#flink";
import { jsonSink } from "#kata/flink";
import {
  AddCategory,
  type CategoryTotal,
  type EnrichedLine,
  linesOf,
  type SoldLine,
  sources,
  sum,
  type Topics,
  unknownProduct,
} from "../order-enrichment-job.ts";

export function enrichOrders(env: StreamExecutionEnvironment, topics: Topics): void {
  const { brokers } = topics;
  const { orders, products } = sources(env, topics);
  const lines = orders
    .flatMap<SoldLine>(linesOf)
    .keyBy(({ productId }) => productId)
    .connect(products.keyBy(({ productId }) => productId))
    .process(new AddCategory())
    .uid("add-category");
  lines.sinkTo(jsonSink<EnrichedLine>({ brokers, topic: topics.lines }, ({ productId }) => productId)).uid("lines");
  lines
    .getSideOutput(unknownProduct)
    .sinkTo(jsonSink<SoldLine>({ brokers, topic: topics.unknown }, ({ productId }) => productId))
    .uid("unknown");
  lines
    .map(({ category, quantity, cents }): CategoryTotal => ({ category, pieces: quantity, cents }))
    .keyBy(({ category }) => category)
    .reduce(sum)
    .uid("category-totals")
    .sinkTo(jsonSink<CategoryTotal>({ brokers, topic: topics.totals }))
    .uid("totals");
}
