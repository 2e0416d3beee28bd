/** Windows of every shape over one keyed stream. */
import {
  type AggregateFunction,
  type Collector,
  ContinuousEventTimeTrigger,
  ContinuousProcessingTimeTrigger,
  CountTrigger,
  DiscardingSink,
  Duration,
  EventTimeSessionWindows,
  EventTimeTrigger,
  OutputTag,
  ProcessingTimeSessionWindows,
  ProcessingTimeTrigger,
  ProcessWindowFunction,
  PurgingTrigger,
  SlidingEventTimeWindows,
  SlidingProcessingTimeWindows,
  type StreamExecutionEnvironment,
  type TimeWindow,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  ValueStateDescriptor,
} from "#flink";

interface Sale {
  shop: string;
  cents: number;
}

interface Total {
  shop: string;
  from: number;
  to: number;
  cents: number;
}

const sum: AggregateFunction<Sale, { cents: number }, number> = {
  createAccumulator: () => ({ cents: 0 }),
  add: (sale, { cents }) => ({ cents: cents + sale.cents }),
  getResult: ({ cents }) => cents,
  merge: (a, b) => ({ cents: a.cents + b.cents }),
};

class WithWindow extends ProcessWindowFunction<number, Total, string> {
  override process(
    shop: string,
    context: ProcessWindowFunction.Context<TimeWindow>,
    sums: Iterable<number>,
    out: Collector<Total>,
  ): void {
    const window = context.window();
    for (const cents of sums) out.collect({ shop, from: window.getStart(), to: window.getEnd(), cents });
  }
}

class Receipts extends ProcessWindowFunction<Sale, number[], string> {
  override process(
    _shop: string,
    _context: ProcessWindowFunction.Context<TimeWindow>,
    sales: Iterable<Sale>,
    out: Collector<number[]>,
  ): void {
    out.collect([...sales].map(({ cents }) => cents));
  }
}

const ofWindow = new ValueStateDescriptor<number>("of window");
const ofShop = new ValueStateDescriptor<number>("of shop");

/** How often this window has fired, and all windows of the shop. */
class Firings extends ProcessWindowFunction<Sale, string, string> {
  override process(
    _shop: string,
    context: ProcessWindowFunction.Context<TimeWindow>,
    _sales: Iterable<Sale>,
    out: Collector<string>,
  ): void {
    const both = [context.windowState().getState(ofWindow), context.globalState().getState(ofShop)];
    for (const state of both) state.update((state.value() ?? 0) + 1);
    out.collect(`[${context.window().getStart()} ${both.map((state) => state.value()).join(" of ")}`);
  }

  override clear(context: ProcessWindowFunction.Context<TimeWindow>): void {
    const state = context.windowState().getState(ofWindow);
    context.output(over, `${context.window().getStart()} after ${state.value()}`);
    state.clear();
  }
}

export const over = new OutputTag<string>("over");
export const late = new OutputTag<Sale>("late");

export function build(env: StreamExecutionEnvironment): void {
  const sales = env.fromData<Sale>({ shop: "a", cents: 1 }).keyBy(({ shop }) => shop);
  const tumbling = sales
    .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
    .allowedLateness(Duration.ofMillis(5))
    .sideOutputLateData(late)
    .aggregate(sum, new WithWindow())
    .uid("tumbling");
  tumbling.sinkTo(new DiscardingSink());
  tumbling.getSideOutput(late).sinkTo(new DiscardingSink());
  sales
    .window(SlidingEventTimeWindows.of(Duration.ofMillis(10), Duration.ofMillis(5)))
    .aggregate(sum)
    .uid("sliding")
    .sinkTo(new DiscardingSink());
  sales
    .window(EventTimeSessionWindows.withGap(Duration.ofMillis(30)))
    .reduce((a, b) => ({ shop: a.shop, cents: a.cents + b.cents }))
    .uid("session")
    .sinkTo(new DiscardingSink());
  sales
    .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
    .trigger(CountTrigger.of(2))
    .process(new Receipts())
    .uid("counted")
    .sinkTo(new DiscardingSink());
  sales
    .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
    .trigger(ContinuousEventTimeTrigger.of(Duration.ofMillis(4)))
    .process(new Firings())
    .uid("firings")
    .sinkTo(new DiscardingSink());
  sales
    .window(TumblingProcessingTimeWindows.of(Duration.ofMillis(10)))
    .aggregate(sum)
    .uid("processing")
    .sinkTo(new DiscardingSink());
  sales
    .window(SlidingProcessingTimeWindows.of(Duration.ofMillis(10), Duration.ofMillis(5)))
    .aggregate(sum)
    .uid("processing-sliding")
    .sinkTo(new DiscardingSink());
  sales
    .window(ProcessingTimeSessionWindows.withGap(Duration.ofMillis(10)))
    .aggregate(sum)
    .uid("processing-session")
    .sinkTo(new DiscardingSink());
  sales
    .window(TumblingProcessingTimeWindows.of(Duration.ofMillis(20)))
    .trigger(ContinuousProcessingTimeTrigger.of(Duration.ofMillis(5)))
    .aggregate(sum)
    .uid("processing-early")
    .sinkTo(new DiscardingSink());
  sales
    .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
    .trigger(ProcessingTimeTrigger.create())
    .aggregate(sum)
    .uid("event-window-of-the-clock")
    .sinkTo(new DiscardingSink());
  sales
    .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
    .trigger(PurgingTrigger.of(EventTimeTrigger.create()))
    .allowedLateness(Duration.ofMillis(5))
    .aggregate(sum)
    .uid("purging")
    .sinkTo(new DiscardingSink());
  sales
    .countWindow(2)
    .reduce((a, b) => ({ shop: a.shop, cents: a.cents + b.cents }))
    .uid("pairs")
    .sinkTo(new DiscardingSink());
  sales
    .reduce((a, b) => ({ shop: a.shop, cents: a.cents + b.cents }))
    .uid("running")
    .sinkTo(new DiscardingSink());
}
