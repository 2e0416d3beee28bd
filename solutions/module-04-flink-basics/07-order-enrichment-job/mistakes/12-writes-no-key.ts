// caught-by: ENR-01
// You write the lines without a key: keyBy is for the stream, and the key of a record is the sink's to give. A product's lines go to any partition.
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
  lines.sinkTo(jsonSink<EnrichedLine>({ brokers, topic: topics.lines })).uid("lines");
  lines
    .getSideOutput(unknownProduct)
    .sinkTo(jsonSink<SoldLine>({ brokers, topic: topics.unknown }, ({ productId }) => productId))
    .uid("unknown");
  lines
    .map(({ category, quantity, cents }): CategoryTotal => ({ category, pieces: quantity, cents }))
    .keyBy(({ category }) => category)
    .reduce(sum)
    .uid("category-totals")
    .sinkTo(jsonSink<CategoryTotal>({ brokers, topic: topics.totals }, ({ category }) => category))
    .uid("totals");
}
