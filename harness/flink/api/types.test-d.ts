/**
 * What the compiler refuses, and what it lets through. Checked by `tsc`: an expected error that is none is an error.
 */
import {
  type AggregateFunction,
  AggregatingStateDescriptor,
  type BroadcastProcessFunction,
  type CoFlatMapFunction,
  type Collector,
  type CoMapFunction,
  type ConsumerRecord,
  DiscardingSink,
  Duration,
  JsonDeserializationSchema,
  type KafkaRecordDeserializationSchema,
  KafkaRecordSerializationSchema,
  KafkaSource,
  type KeyedBroadcastProcessFunction,
  KeyedProcessFunction,
  ListStateDescriptor,
  MapStateDescriptor,
  ProcessJoinFunction,
  type ProcessWindowFunction,
  type ProducerRecord,
  ReducingStateDescriptor,
  RichCoFlatMapFunction,
  RichMapFunction,
  type RuntimeContext,
  StateTtlConfig,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "./index.ts";

interface Order {
  id: string;
  customer: { name: string; city?: string };
  lines: readonly { item: string; cents: number }[];
  coupon: string | null;
}

class Account {
  cents = 0;
  pay(cents: number): void {
    this.cents += cents;
  }
}

class Count extends KeyedProcessFunction<string, Order, number> {
  override processElement(_order: Order, context: KeyedProcessFunction.Context<string>, out: Collector<number>): void {
    out.collect(context.getCurrentKey().length);
  }
}

class Seen extends RichMapFunction<Order, number> {
  override map(order: Order): number {
    return order.lines.length;
  }
}

class Join extends ProcessJoinFunction<Order, Order, string> {
  override processElement(
    left: Order,
    right: Order,
    _context: ProcessJoinFunction.Context,
    out: Collector<string>,
  ): void {
    out.collect(left.id + right.id);
  }
}

// State is JSON.
new ValueStateDescriptor<Order>("an interface, with an optional field");
new ValueStateDescriptor<number | null>("null");
new MapStateDescriptor<[string, number], Order[]>("a key of two parts");
// @ts-expect-error a Date is not JSON
new ValueStateDescriptor<Date>("date");
// @ts-expect-error nor inside of an object
new ValueStateDescriptor<{ at: Date }>("date");
// @ts-expect-error an instance of a class loses its methods
new ValueStateDescriptor<Account>("account");
// @ts-expect-error undefined is not JSON
new ValueStateDescriptor<undefined>("undefined");
// @ts-expect-error nor is it with others
new ValueStateDescriptor<number | undefined>("maybe");
// @ts-expect-error a Map is {} in JSON
new ListStateDescriptor<Map<string, number>>("map");
// @ts-expect-error a bigint has no JSON
new ListStateDescriptor<bigint>("bigint");
// @ts-expect-error nor has it inside of an array
new MapStateDescriptor<string, bigint[]>("bigints");
new ReducingStateDescriptor<number>("sum", (a, b) => a + b);
// @ts-expect-error a Date is not JSON here either
new ReducingStateDescriptor<Date>("latest", (_, b) => b);
// @ts-expect-error a reduce function gives what it is given
new ReducingStateDescriptor<number>("sum", (a, b) => `${a}${b}`);
declare const total: AggregateFunction<Order, { cents: number }, string>;
declare const largest: AggregateFunction<Order, bigint, string>;
new AggregatingStateDescriptor("total", total);
// @ts-expect-error an accumulator is kept, so it is JSON
new AggregatingStateDescriptor("largest", largest);

export function broadcast(
  read: KeyedBroadcastProcessFunction.ReadOnlyContext<string>,
  write: BroadcastProcessFunction.Context,
): void {
  const rates = new MapStateDescriptor<string, number>("rates");
  const told: [string, number][] = read.getBroadcastState(rates).immutableEntries();
  write.getBroadcastState(rates).put("EUR", told.length);
  // @ts-expect-error only the broadcast side changes it
  read.getBroadcastState(rates).put("EUR", 1);
  // @ts-expect-error and has no timers
  write.timerService();
}

export function timeToLive(): void {
  const { OnReadAndWrite } = StateTtlConfig.UpdateType;
  const builder = StateTtlConfig.newBuilder(Duration.ofMinutes(1)).setUpdateType(OnReadAndWrite);
  new ValueStateDescriptor<number>("short").enableTimeToLive(builder.build());
  // @ts-expect-error there is no such type
  builder.setUpdateType("OnRead");
}

export function streams(env: StreamExecutionEnvironment): void {
  const source = KafkaSource.builder<Order>()
    .setBootstrapServers("kafka:9092")
    .setTopics("orders")
    .setValueOnlyDeserializer(new JsonDeserializationSchema<Order>())
    .build();

  // A uid where state lives: without it there is no stream to go on with.
  // @ts-expect-error a Kafka source keeps its offsets
  env.fromSource(source, WatermarkStrategy.noWatermarks(), "orders").map(({ id }) => id);
  const orders = env.fromSource(source, WatermarkStrategy.noWatermarks(), "orders").uid("orders");
  const keyed = orders.keyBy(({ id }) => id);
  // @ts-expect-error a keyed process function keeps state
  keyed.process(new Count()).map((count) => count);
  keyed
    .process(new Count())
    .name("count")
    .uid("count")
    .map((count) => count + 1);
  // @ts-expect-error so does a rich function of a keyed stream
  keyed.map(new Seen()).filter((seen) => seen > 1);
  keyed.map(({ id }) => id).filter((id) => id !== "");
  const last = keyed.window(TumblingEventTimeWindows.of(Duration.ofMinutes(1))).reduce((_, last) => last);
  // @ts-expect-error so does a window
  last.map(({ id }: Order) => id);
  const joined = keyed.intervalJoin(keyed).between(Duration.ofSeconds(-1), Duration.ofSeconds(1)).process(new Join());
  // @ts-expect-error so does a join
  joined.map((id: string) => id);

  // Functions are synchronous.
  // @ts-expect-error a map gives no promise
  orders.map(async ({ id }) => id);
  // @ts-expect-error nor does a filter
  orders.filter(async () => true);
  // @ts-expect-error nor a flatMap, though it has no result
  orders.flatMap<string>(async ({ id }, out) => out.collect(id));
  // @ts-expect-error nor a key
  orders.keyBy(async ({ id }) => id);
  // @ts-expect-error nor a reduce
  keyed.reduce(async (_, last) => last);
  class Later extends KeyedProcessFunction<string, Order, number> {
    // @ts-expect-error nor a process function
    override async processElement(): Promise<void> {}
  }
  void Later;

  // Records are JSON, and something.
  // @ts-expect-error a map gives something
  orders.map(() => {});
  // @ts-expect-error and no Date
  orders.map(() => new Date(0));
  // @ts-expect-error elements given by hand neither
  env.fromData(new Date(0));

  // Types go along, and are not narrower than what was meant.
  orders
    .keyBy(() => "all")
    .process(new Count())
    .uid("all");
  env.fromData(1).union(
    env.fromData(2, 3),
    orders.map(() => 4),
  );
  // @ts-expect-error there is no such field
  orders.map(({ price }) => price);
  // @ts-expect-error the key of the function is another one
  orders.keyBy(({ lines }) => lines.length).process(new Count());
  // @ts-expect-error the keys of both sides must be of one type
  keyed.intervalJoin(orders.keyBy(({ lines }) => lines.length));
  // @ts-expect-error streams of different elements have no union
  orders.union(orders.map(({ id }) => id));
  const sum: AggregateFunction<Order, { n: number }, number> = {
    createAccumulator: () => ({ n: 0 }),
    add: (order, { n }) => ({ n: n + order.lines.length }),
    getResult: ({ n }) => n,
    merge: (a, b) => ({ n: a.n + b.n }),
  };
  const sums = keyed
    .window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)))
    .aggregate(sum)
    .uid("sums");
  sums.map((n) => n.toFixed(2)).sinkTo(new DiscardingSink<string>());
  // @ts-expect-error a sink of other elements
  sums.sinkTo(new DiscardingSink<string>());

  // Two inputs.
  const both: CoMapFunction<Order, number, string> = { map1: ({ id }) => id, map2: (cents) => `${cents}` };
  orders
    .connect(sums)
    .map(both)
    .filter((text) => text !== "");
  // @ts-expect-error the streams are the other way round
  sums.connect(orders).map(both);
  const late: CoFlatMapFunction<Order, number, string> = {
    // @ts-expect-error they are synchronous too
    flatMap1: async ({ id }, out) => out.collect(id),
    flatMap2: () => {},
  };
  const pairs = keyed.connect(sums.keyBy((n) => `${n}`));
  pairs.flatMap(late).filter((text) => text !== "");
  // @ts-expect-error a rich function of keyed streams keeps state
  pairs.flatMap(new Pairs()).filter((text) => text !== "");
  pairs
    .flatMap(new Pairs())
    .uid("pairs")
    .filter((text) => text !== "");

  // Who gets which elements, and where they work.
  orders.rebalance().union(orders.shuffle(), orders.rescale(), orders.forward(), orders.broadcast(), orders.global());
  // @ts-expect-error what hands elements on is no operator that could be named
  orders.rebalance().uid("rebalanced");
  // @ts-expect-error a keyed stream goes where its keys say
  keyed.rebalance();
  orders
    .map(({ id }) => id)
    .startNewChain()
    .disableChaining()
    .slotSharingGroup("own");
  // @ts-expect-error a sink is the end of a chain
  orders.sinkTo(new DiscardingSink()).startNewChain();
  WatermarkStrategy.noWatermarks<Order>().withWatermarkAlignment("all", Duration.ofSeconds(1));
  // @ts-expect-error a drift is a Duration
  WatermarkStrategy.noWatermarks<Order>().withWatermarkAlignment("all", 1_000);

  // Whole records of Kafka.
  const whole: KafkaRecordDeserializationSchema<Order> = {
    deserialize: (record: ConsumerRecord, out: Collector<Order>) => out.collect(JSON.parse(record.value() ?? "null")),
  };
  KafkaSource.builder<Order>().setDeserializer(whole);
  // @ts-expect-error one of other elements
  KafkaSource.builder<string>().setDeserializer(whole);
  KafkaRecordSerializationSchema.builder<Order>()
    .setKeySerializationSchema(({ id }) => id)
    // @ts-expect-error headers are texts
    .setHeaderProvider(({ lines }) => ({ lines: lines.length }));
}

class Pairs extends RichCoFlatMapFunction<Order, number, string> {
  override flatMap1({ id }: Order, out: Collector<string>): void {
    out.collect(id);
  }

  override flatMap2(n: number, out: Collector<string>): void {
    out.collect(`${n}`);
  }
}

export class Whole extends KafkaRecordSerializationSchema<Order> {
  override serialize({ id }: Order): ProducerRecord {
    // @ts-expect-error a record says whether it has a key
    return { topic: "orders", value: id };
  }
}

export function metricsAndWindows(context: RuntimeContext, window: ProcessWindowFunction.Context<unknown>): void {
  context.getMetricGroup().gauge("orders", () => 1);
  // @ts-expect-error a gauge gives a number
  context.getMetricGroup().gauge("orders", () => "many");
  // @ts-expect-error and no promise
  context.getMetricGroup().gauge("orders", async () => 1);
  const count: number | null = window.windowState().getState(new ValueStateDescriptor<number>("count")).value();
  void count;
  // @ts-expect-error a window has no metrics of its own
  window.globalState().getMetricGroup();
}
