// caught-by: ENR-03
// You sum up before you change the key: the totals are those of products, and a category's newest record is the total of one of them.
// varies: which product of a category is told last depends on its subtasks.
import type { StreamExecutionEnvironment } from "#flink";
import { jsonSink } from "#kata/flink";
import {
  AddCategory,
  type CategoryTotal,
  type EnrichedLine,
  linesOf,
  type SoldLine,
  sources,
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
    .keyBy(({ productId }) => productId)
    .reduce((a, b) => ({ ...b, quantity: a.quantity + b.quantity, cents: a.cents + b.cents }))
    .uid("category-totals")
    .map(({ category, quantity, cents }): CategoryTotal => ({ category, pieces: quantity, cents }))
    .sinkTo(jsonSink<CategoryTotal>({ brokers, topic: topics.totals }, ({ category }) => category))
    .uid("totals");
}
