/** Every kind of state, timers and a side output, in one keyed function. */
import {
  AggregatingStateDescriptor,
  type Collector,
  DiscardingSink,
  Duration,
  JsonDeserializationSchema,
  KafkaSource,
  KeyedProcessFunction,
  ListStateDescriptor,
  MapStateDescriptor,
  type OpenContext,
  OutputTag,
  ReducingStateDescriptor,
  StateTtlConfig,
  type StreamExecutionEnvironment,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "#flink";

interface View {
  user: string;
  page: string;
  ms: number;
}

interface Summary {
  user: string;
  views: number;
  pages: [string, number][];
  last: string[];
  longest: number | null;
  mean: number | null;
}

const fired = new OutputTag<{ user: string; at: number; domain: string; watermark: number }>("fired");

const short = new ValueStateDescriptor<number>("short");
short.enableTimeToLive(StateTtlConfig.newBuilder(Duration.ofSeconds(10)).build());

const read = new ValueStateDescriptor<number>("read");
read.enableTimeToLive(
  StateTtlConfig.newBuilder(Duration.ofSeconds(10)).setUpdateType(StateTtlConfig.UpdateType.OnReadAndWrite).build(),
);

class Summaries extends KeyedProcessFunction<string, View, Summary> {
  #count = () => this.getRuntimeContext().getState(new ValueStateDescriptor<number>("count"));
  #pages = () => this.getRuntimeContext().getMapState(new MapStateDescriptor<string, number>("pages"));
  #last = () => this.getRuntimeContext().getListState(new ListStateDescriptor<string>("last"));
  #longest = () =>
    this.getRuntimeContext().getReducingState(new ReducingStateDescriptor<number>("longest", (a, b) => Math.max(a, b)));
  #mean = () =>
    this.getRuntimeContext().getAggregatingState(
      new AggregatingStateDescriptor<number, { sum: number; n: number }, number>("mean", {
        createAccumulator: () => ({ sum: 0, n: 0 }),
        add: (ms, { sum, n }) => ({ sum: sum + ms, n: n + 1 }),
        getResult: ({ sum, n }) => sum / n,
        merge: (a, b) => ({ sum: a.sum + b.sum, n: a.n + b.n }),
      }),
    );
  #short = () => this.getRuntimeContext().getState(short);

  override open(_context: OpenContext): void {
    this.getRuntimeContext().getMetricGroup().counter("opened").inc();
  }

  override processElement(view: View, context: KeyedProcessFunction.Context<string>, out: Collector<Summary>): void {
    const count = (this.#count().value() ?? 0) + 1;
    this.#count().update(count);
    this.#pages().put(view.page, (this.#pages().get(view.page) ?? 0) + 1);
    this.#last().add(view.page);
    if (count > 2) this.#last().update(this.#last().get().slice(-2));
    this.#longest().add(view.ms);
    this.#mean().add(view.ms);
    if (this.#short().value() === null) this.#short().update(count);
    context.timerService().registerEventTimeTimer((context.timestamp() ?? 0) + 100);
    out.collect({
      user: context.getCurrentKey(),
      views: count,
      pages: this.#pages().entries().toSorted(),
      last: this.#last().get(),
      longest: this.#longest().get(),
      mean: this.#mean().get(),
    });
  }

  override onTimer(at: number, context: KeyedProcessFunction.OnTimerContext<string>): void {
    const watermark = context.timerService().currentWatermark();
    context.output(fired, { user: context.getCurrentKey(), at, domain: context.timeDomain(), watermark });
    this.#count().clear();
  }
}

/** Reads how long a value with a time to live is there. */
class Lives extends KeyedProcessFunction<string, View, string> {
  readonly #descriptor: ValueStateDescriptor<number>;

  constructor(descriptor: ValueStateDescriptor<number>) {
    super();
    this.#descriptor = descriptor;
  }

  override processElement(_view: View, _context: unknown, out: Collector<string>): void {
    const state = this.getRuntimeContext().getState(this.#descriptor);
    const before = state.value();
    if (before === null) state.update(1);
    out.collect(before === null ? "new" : "known");
  }
}

/** Rings at the processing time that a view names; one of the page "never" takes that back. */
class Clock extends KeyedProcessFunction<string, View, string> {
  override processElement({ page, ms }: View, context: KeyedProcessFunction.Context<string>): void {
    if (page === "never") context.timerService().deleteProcessingTimeTimer(ms);
    else context.timerService().registerProcessingTimeTimer(ms);
  }

  override onTimer(at: number, context: KeyedProcessFunction.OnTimerContext<string>, out: Collector<string>): void {
    const now = context.timerService().currentProcessingTime();
    out.collect(`${context.getCurrentKey()} ${at} ${context.timeDomain()} at ${now}`);
  }
}

export function build(env: StreamExecutionEnvironment): void {
  const views = env
    .fromSource(
      KafkaSource.builder<View>()
        .setBootstrapServers("127.0.0.1:1")
        .setTopics("views")
        .setValueOnlyDeserializer(new JsonDeserializationSchema<View>())
        .build(),
      WatermarkStrategy.forMonotonousTimestamps(),
      "views",
    )
    .uid("views");
  const summaries = views
    .keyBy(({ user }) => user)
    .process(new Summaries())
    .uid("summaries");
  summaries.sinkTo(new DiscardingSink());
  summaries.getSideOutput(fired).print("fired");
  views
    .keyBy(({ user }) => user)
    .process(new Lives(short))
    .uid("lives")
    .sinkTo(new DiscardingSink());
  views
    .keyBy(({ user }) => user)
    .process(new Lives(read))
    .uid("lives-on")
    .sinkTo(new DiscardingSink());
  views
    .keyBy(({ user }) => user)
    .process(new Clock())
    .uid("clock")
    .sinkTo(new DiscardingSink());
}
