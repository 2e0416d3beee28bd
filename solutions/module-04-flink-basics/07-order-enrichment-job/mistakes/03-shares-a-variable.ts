// caught-by: ENR-01
// You keep the categories in a variable of the file, filled by one operator and read by another. Each task has a copy of its own, and the one that reads is empty.
import { type Collector, DiscardingSink, ProcessFunction, type StreamExecutionEnvironment } from "#flink";
import type { Product } from "#kata";
import {
  type EnrichedLine,
  linesOf,
  type SoldLine,
  sinks,
  sources,
  type Topics,
  unknownProduct,
} from "../order-enrichment-job.ts";

const categories = new Map<string, Product["category"]>();

export function enrichOrders(env: StreamExecutionEnvironment, topics: Topics): void {
  const { orders, products } = sources(env, topics);
  products
    .map((product) => {
      categories.set(product.productId, product.category);
      return product;
    })
    .sinkTo(new DiscardingSink());
  sinks(topics, orders.flatMap<SoldLine>(linesOf).process(new Lookup()));
}

class Lookup extends ProcessFunction<SoldLine, EnrichedLine> {
  override processElement(line: SoldLine, context: ProcessFunction.Context, out: Collector<EnrichedLine>): void {
    const category = categories.get(line.productId);
    if (category === undefined) context.output(unknownProduct, line);
    else out.collect({ ...line, category });
  }
}
