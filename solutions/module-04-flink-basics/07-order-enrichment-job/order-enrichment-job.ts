import {
  type Collector,
  KeyedCoProcessFunction,
  type KeyedProcessFunction,
  type ListState,
  ListStateDescriptor,
  type OpenContext,
  OutputTag,
  type SingleOutputStreamOperator,
  type StreamExecutionEnvironment,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "#flink";
import type { Order, Product } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";

export interface Topics {
  brokers: string;
  orders: string;
  products: string;
  lines: string;
  unknown: string;
  totals: string;
  endless: boolean;
}

export interface SoldLine {
  orderId: string;
  productId: string;
  quantity: number;
  cents: number;
}

export interface EnrichedLine extends SoldLine {
  category: Product["category"];
}

export interface CategoryTotal {
  category: Product["category"];
  pieces: number;
  cents: number;
}

const END = Number.MAX_SAFE_INTEGER;

export const unknownProduct = new OutputTag<SoldLine>("unknown-product");

export function enrichOrders(env: StreamExecutionEnvironment, topics: Topics): void {
  const { orders, products } = sources(env, topics);
  const lines = orders
    .flatMap<SoldLine>(linesOf)
    .name("lines")
    .keyBy(({ productId }) => productId)
    .connect(products.keyBy(({ productId }) => productId))
    .process(new AddCategory())
    .uid("add-category");
  sinks(topics, lines);
}

/** Keeps a product's category and the lines that wait for it. */
export class AddCategory extends KeyedCoProcessFunction<string, SoldLine, Product, EnrichedLine> {
  protected category: ValueState<Product["category"]> | undefined;
  protected waiting: ListState<SoldLine> | undefined;

  override open(_context: OpenContext): void {
    this.category = this.getRuntimeContext().getState(new ValueStateDescriptor("category"));
    this.waiting = this.getRuntimeContext().getListState(new ListStateDescriptor("waiting"));
  }

  override processElement1(
    line: SoldLine,
    context: KeyedCoProcessFunction.Context<string>,
    out: Collector<EnrichedLine>,
  ): void {
    const category = this.category?.value() ?? null;
    if (category !== null) {
      out.collect({ ...line, category });
      return;
    }
    this.waiting?.add(line);
    context.timerService().registerEventTimeTimer(END);
  }

  override processElement2(
    { category }: Product,
    _context: KeyedCoProcessFunction.Context<string>,
    out: Collector<EnrichedLine>,
  ): void {
    this.category?.update(category);
    for (const line of this.waiting?.get() ?? []) out.collect({ ...line, category });
    this.waiting?.clear();
  }

  override onTimer(
    _timestamp: number,
    context: KeyedProcessFunction.OnTimerContext<string>,
    _out: Collector<EnrichedLine>,
  ): void {
    for (const line of this.waiting?.get() ?? []) context.output(unknownProduct, line);
    this.waiting?.clear();
  }
}

export function linesOf({ orderId, lines }: Order, out: Collector<SoldLine>): void {
  for (const { productId, quantity, unitPriceCents } of lines) {
    out.collect({ orderId, productId, quantity, cents: quantity * unitPriceCents });
  }
}

export function sources(env: StreamExecutionEnvironment, { brokers, orders, products, endless }: Topics) {
  return {
    orders: env
      .fromSource(jsonSource<Order>({ brokers, topic: orders }, endless), WatermarkStrategy.noWatermarks(), "orders")
      .uid("orders"),
    products: env
      .fromSource(
        jsonSource<Product>({ brokers, topic: products }, endless),
        WatermarkStrategy.noWatermarks(),
        "products",
      )
      .uid("products"),
  };
}

export function sinks(topics: Topics, lines: SingleOutputStreamOperator<EnrichedLine>): void {
  const { brokers } = topics;
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
    .sinkTo(jsonSink<CategoryTotal>({ brokers, topic: topics.totals }, ({ category }) => category))
    .uid("totals");
}

export function sum(a: CategoryTotal, b: CategoryTotal): CategoryTotal {
  return { category: a.category, pieces: a.pieces + b.pieces, cents: a.cents + b.cents };
}
