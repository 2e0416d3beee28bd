/** Functions that fail, each in its own way. */
import {
  type AggregateFunction,
  type Collector,
  DiscardingSink,
  Duration,
  EventTimeSessionWindows,
  type GlobalWindow,
  KeyedProcessFunction,
  ProcessFunction,
  ProcessWindowFunction,
  RichMapFunction,
  type StreamExecutionEnvironment,
  type TimeWindow,
  ValueStateDescriptor,
} from "#flink";

interface Order {
  id: string;
  lines: { cents: number }[];
}

export function build(env: StreamExecutionEnvironment): void {
  const orders = env.fromData<Order>({ id: "o1", lines: [] });
  const end = new DiscardingSink<unknown>();
  orders.map(firstCents).uid("throws").sinkTo(end);
  // What the compiler would refuse, and a cast lets through.
  orders
    .map((() => undefined) as unknown as () => string)
    .uid("undefined")
    .sinkTo(end);
  orders
    .map((async () => "later") as unknown as () => string)
    .uid("promise")
    .sinkTo(end);
  orders
    .filter(((order: Order) => order.id) as unknown as () => boolean)
    .uid("notBoolean")
    .sinkTo(end);
  orders.map(forEver).uid("forEver").sinkTo(end);
  orders
    .map((order) => order)
    .uid("handsOn")
    .map(forEver)
    .uid("afterIt")
    .sinkTo(end);
  orders
    .map(() => ({ toJSON: forEver }) as unknown as Order)
    .uid("neverWritten")
    .sinkTo(end);
  orders
    .flatMap<Order>((order, out) => out.collect({ ...order }))
    .uid("collects")
    .sinkTo(end);
  orders.flatMap(endlessly).uid("endlessly").sinkTo(end);
  orders.flatMap(swallows).uid("swallows").sinkTo(end);
  orders
    .map((order) => /^(a+)+\1b$/.test(`${"a".repeat(40)}${order.id}`))
    .uid("regex")
    .sinkTo(end);
  orders
    .map((() => 1n) as unknown as () => number)
    .uid("bigint")
    .sinkTo(end);
  orders.map(aroundAndAround).uid("cyclic").sinkTo(end);
  orders.map(new Forgets()).uid("method").sinkTo(end);
  orders.process(new Reminds()).uid("timer").sinkTo(end);
  orders.map(new Remembers()).uid("state").sinkTo(end);
  orders
    .flatMap(later as unknown as () => void)
    .uid("asyncFlatMap")
    .sinkTo(end);
  const byId = orders.keyBy(({ id }) => id);
  byId.process(new Waits()).uid("asyncProcess").sinkTo(end);
  byId.process(new KeepsPromise()).uid("promiseInState").sinkTo(end);
  byId.countWindow(1).aggregate(total, new Told()).uid("window").sinkTo(end);
  byId
    .window(EventTimeSessionWindows.withGap(Duration.ofMillis(10)))
    .process(new OfSession())
    .uid("session")
    .sinkTo(end);
}

const total: AggregateFunction<Order, number, number> = {
  createAccumulator: () => 0,
  add: (order, so) => so + order.lines.length,
  getResult: () => 1n as unknown as number,
  merge: (a, b) => a + b,
};

class Told extends ProcessWindowFunction<number, number, string, GlobalWindow> {
  override process(_key: string, _context: unknown, totals: Iterable<number>, out: Collector<number>): void {
    for (const one of totals) out.collect(one);
  }
}

class Forgets extends RichMapFunction<Order, string> {
  override map(_order: Order): string {
    return undefined as unknown as string;
  }
}

/** Flink has timers and state by key only. */
class Reminds extends ProcessFunction<Order, string> {
  override processElement(_order: Order, context: ProcessFunction.Context): void {
    context.timerService().registerEventTimeTimer(1);
  }
}

class Remembers extends RichMapFunction<Order, string> {
  override map(_order: Order): string {
    return this.getRuntimeContext().getState(new ValueStateDescriptor<string>("seen")).value() ?? "";
  }
}

/** Sessions merge: Flink would not know whose state it is. */
class OfSession extends ProcessWindowFunction<Order, string, string> {
  override process(_id: string, context: ProcessWindowFunction.Context<TimeWindow>): void {
    context.windowState().getState(new ValueStateDescriptor<number>("of session"));
  }
}

class Waits extends KeyedProcessFunction<string, Order, string> {
  override processElement(): undefined {
    return later() as unknown as undefined;
  }
}

class KeepsPromise extends KeyedProcessFunction<string, Order, string> {
  override processElement(): void {
    const total = this.getRuntimeContext().getState(new ValueStateDescriptor<number>("total"));
    total.update(Promise.resolve(1) as unknown as number);
  }
}

async function later(): Promise<void> {}

function firstCents(order: Order): number {
  const [first] = order.lines;
  return (first as { cents: number }).cents;
}

function forEver(_order: Order): number {
  for (;;) {
    // Nothing ends it.
  }
}

function endlessly(order: Order, out: Collector<string>): void {
  for (;;) {
    try {
      for (;;) out.collect(order.id);
    } catch {
      // It goes on all the same.
    }
  }
}

function swallows(order: Order, out: Collector<string>): void {
  try {
    out.collect(order.id);
  } catch {
    // What failed below must be seen all the same.
  }
}

function aroundAndAround(order: Order): string {
  const around: { id: string; self?: unknown } = { id: order.id };
  around.self = around;
  return around as unknown as string;
}
