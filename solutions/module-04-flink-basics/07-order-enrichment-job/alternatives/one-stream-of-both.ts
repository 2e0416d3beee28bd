import {
  type Collector,
  KeyedProcessFunction,
  type MapState,
  MapStateDescriptor,
  type OpenContext,
  type StreamExecutionEnvironment,
} from "#flink";
import type { Product } from "#kata";
import {
  type EnrichedLine,
  type SoldLine,
  sinks,
  sources,
  type Topics,
  unknownProduct,
} from "../order-enrichment-job.ts";

/** A line, or what is known of its product. */
interface Entry {
  productId: string;
  line: SoldLine | null;
  category: Product["category"] | null;
}

/** A union in the place of connect: one stream of two kinds of elements. */
export function enrichOrders(env: StreamExecutionEnvironment, topics: Topics): void {
  const { orders, products } = sources(env, topics);
  const known = products.map(({ productId, category }): Entry => ({ productId, line: null, category }));
  const lines = orders
    .flatMap<Entry>(({ orderId, lines }, out) => {
      for (const { productId, quantity, unitPriceCents } of lines) {
        const line = { orderId, productId, quantity, cents: quantity * unitPriceCents };
        out.collect({ productId, line, category: null });
      }
    })
    .union(known)
    .keyBy(({ productId }) => productId)
    .process(new AddCategory())
    .uid("add-category");
  sinks(topics, lines);
}

class AddCategory extends KeyedProcessFunction<string, Entry, EnrichedLine> {
  #category: MapState<"category", Product["category"]> | undefined;
  #waiting: MapState<number, SoldLine> | undefined;

  override open(_context: OpenContext): void {
    this.#category = this.getRuntimeContext().getMapState(new MapStateDescriptor("category"));
    this.#waiting = this.getRuntimeContext().getMapState(new MapStateDescriptor("waiting"));
  }

  override processElement(
    { line, category }: Entry,
    context: KeyedProcessFunction.Context<string>,
    out: Collector<EnrichedLine>,
  ): void {
    if (category !== null) this.#category?.put("category", category);
    if (line !== null) this.#waiting?.put(this.#waiting.keys().length, line);
    const known = this.#category?.get("category") ?? null;
    if (known === null) {
      context.timerService().registerEventTimeTimer(Number.MAX_SAFE_INTEGER);
      return;
    }
    for (const waiting of this.#waiting?.values() ?? []) out.collect({ ...waiting, category: known });
    this.#waiting?.clear();
  }

  override onTimer(_timestamp: number, context: KeyedProcessFunction.OnTimerContext<string>): void {
    for (const line of this.#waiting?.values() ?? []) context.output(unknownProduct, line);
    this.#waiting?.clear();
  }
}
