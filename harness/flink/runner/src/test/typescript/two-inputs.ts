/** Joins, connected streams and broadcast state. */
import {
  BroadcastProcessFunction,
  type Collector,
  type CoMapFunction,
  CountTrigger,
  DiscardingSink,
  Duration,
  KeyedBroadcastProcessFunction,
  KeyedCoProcessFunction,
  MapStateDescriptor,
  OutputTag,
  ProcessJoinFunction,
  RichCoFlatMapFunction,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  ValueStateDescriptor,
} from "#flink";

interface Order {
  id: string;
  item: string;
}

interface Payment {
  order: string;
  cents: number;
}

interface Rate {
  item: string;
  factor: number;
}

class Paid extends ProcessJoinFunction<Order, Payment, string> {
  override processElement(
    order: Order,
    payment: Payment,
    context: ProcessJoinFunction.Context,
    out: Collector<string>,
  ): void {
    out.collect(`${order.id} ${payment.cents} ${context.getRightTimestamp() - context.getLeftTimestamp()}`);
  }
}

/** Keeps an order until it is paid, and tells of one that was not within 50 ms. */
class Awaited extends KeyedCoProcessFunction<string, Order, Payment, string> {
  #order = () => this.getRuntimeContext().getState(new ValueStateDescriptor<Order>("order"));

  override processElement1(order: Order, context: KeyedCoProcessFunction.Context<string>): void {
    this.#order().update(order);
    context.timerService().registerEventTimeTimer((context.timestamp() ?? 0) + 50);
  }

  override processElement2(
    payment: Payment,
    context: KeyedCoProcessFunction.Context<string>,
    out: Collector<string>,
  ): void {
    const order = this.#order().value();
    out.collect(`${context.getCurrentKey()} ${order?.item ?? "unknown"} ${payment.cents}`);
    this.#order().clear();
  }

  override onTimer(_at: number, context: KeyedCoProcessFunction.OnTimerContext<string>, out: Collector<string>): void {
    if (this.#order().value() !== null) out.collect(`${context.getCurrentKey()} unpaid`);
  }
}

const told: CoMapFunction<Order, Payment, string> = {
  map1: ({ id }) => `order ${id}`,
  map2: ({ order }) => `payment ${order}`,
};

/** Gives a pair once both are there, whichever comes first. */
class Pairs extends RichCoFlatMapFunction<Order, Payment, string> {
  #item = () => this.getRuntimeContext().getState(new ValueStateDescriptor<string>("item"));
  #cents = () => this.getRuntimeContext().getState(new ValueStateDescriptor<number>("cents"));

  override flatMap1({ item }: Order, out: Collector<string>): void {
    const cents = this.#cents().value();
    if (cents === null) this.#item().update(item);
    else out.collect(`${item} ${cents}`);
  }

  override flatMap2({ cents }: Payment, out: Collector<string>): void {
    const item = this.#item().value();
    if (item === null) this.#cents().update(cents);
    else out.collect(`${item} ${cents}`);
  }
}

const rates = new MapStateDescriptor<string, number>("rates");
export const unknown = new OutputTag<Order>("unknown");

class Rated extends BroadcastProcessFunction<Order, Rate, string> {
  override processElement(
    order: Order,
    context: BroadcastProcessFunction.ReadOnlyContext,
    out: Collector<string>,
  ): void {
    const factor = context.getBroadcastState(rates).get(order.item);
    if (factor === null) context.output(unknown, order);
    else out.collect(`${order.id} ${factor}`);
  }

  override processBroadcastElement({ item, factor }: Rate, context: BroadcastProcessFunction.Context): void {
    context.getBroadcastState(rates).put(item, factor);
  }
}

class KeyedRated extends KeyedBroadcastProcessFunction<string, Order, Rate, string> {
  override processElement(
    order: Order,
    context: KeyedBroadcastProcessFunction.ReadOnlyContext<string>,
    out: Collector<string>,
  ): void {
    const seen = this.getRuntimeContext().getState(new ValueStateDescriptor<number>("seen"));
    seen.update((seen.value() ?? 0) + 1);
    out.collect(`${context.getCurrentKey()} ${seen.value()} ${context.getBroadcastState(rates).get(order.item)}`);
  }

  override processBroadcastElement({ item, factor }: Rate, context: BroadcastProcessFunction.Context): void {
    context.getBroadcastState(rates).put(item, factor);
  }
}

export function build(env: StreamExecutionEnvironment): void {
  const orders = env.fromData<Order>({ id: "o1", item: "tea" });
  const payments = env.fromData<Payment>({ order: "o1", cents: 5 });
  const [byId, byOrder] = [orders.keyBy(({ id }) => id), payments.keyBy(({ order }) => order)];
  byId
    .intervalJoin(byOrder)
    .between(Duration.ofMillis(-10), Duration.ofMillis(20))
    .process(new Paid())
    .uid("interval")
    .sinkTo(new DiscardingSink());
  byId.connect(byOrder).process(new Awaited()).uid("awaited").sinkTo(new DiscardingSink());
  const ten = TumblingEventTimeWindows.of(Duration.ofMillis(10));
  orders
    .join(payments)
    .where(({ id }) => id)
    .equalTo(({ order }) => order)
    .window(ten)
    .allowedLateness(Duration.ofMillis(5))
    .apply<string>(({ id }, { cents }) => `${id} ${cents}`)
    .uid("late-join")
    .sinkTo(new DiscardingSink());
  orders
    .join(payments)
    .where(({ id }) => id)
    .equalTo(({ order }) => order)
    .window(ten)
    .trigger(CountTrigger.of(2))
    .apply<string>(({ id }, { cents }) => `${id} ${cents}`)
    .uid("counted-join")
    .sinkTo(new DiscardingSink());
  orders
    .coGroup(payments)
    .where(({ id }) => id)
    .equalTo(({ order }) => order)
    .window(ten)
    .allowedLateness(Duration.ofMillis(5))
    .apply<string>((some, paid, out) => out.collect(`${some.length} ${paid.map(({ cents }) => cents).join("+")}`))
    .uid("late-groups")
    .sinkTo(new DiscardingSink());
  orders.connect(payments).map(told).uid("told").sinkTo(new DiscardingSink());
  byId.connect(byOrder).flatMap(new Pairs()).uid("pairs").sinkTo(new DiscardingSink());
  const changes = env.fromData<Rate>({ item: "tea", factor: 2 }).broadcast(rates);
  const rated = orders.connect(changes).process(new Rated()).uid("rated");
  rated.sinkTo(new DiscardingSink());
  rated.getSideOutput(unknown).sinkTo(new DiscardingSink());
  byId.connect(changes).process(new KeyedRated()).uid("keyedRated").sinkTo(new DiscardingSink());
}
