/**
 * The catalogue: small programs that use what modules 04 to 06 do, each with a twin in Java (`Twins.java`) of the same
 * name. All are one job, since starting each would take longer than all of them run. Results are texts; the first word
 * is the key where there is one. Where inputs race, what a program gives does not depend on who is first.
 */
import {
  type AggregateFunction,
  AggregatingStateDescriptor,
  BroadcastProcessFunction,
  type Collector,
  type CoMapFunction,
  Configuration,
  ContinuousEventTimeTrigger,
  CoProcessFunction,
  CountTrigger,
  type DataStream,
  DiscardingSink,
  Duration,
  EventTimeSessionWindows,
  GlobalWindows,
  KeyedBroadcastProcessFunction,
  KeyedCoProcessFunction,
  KeyedProcessFunction,
  ListStateDescriptor,
  type MapState,
  MapStateDescriptor,
  OutputTag,
  ProcessFunction,
  ProcessJoinFunction,
  ProcessWindowFunction,
  PurgingTrigger,
  ReducingStateDescriptor,
  RichCoFlatMapFunction,
  RichCoMapFunction,
  RichFilterFunction,
  RichFlatMapFunction,
  SlidingEventTimeWindows,
  type StreamExecutionEnvironment,
  type TimeWindow,
  TumblingEventTimeWindows,
  ValueStateDescriptor,
  type WatermarkGenerator,
  type WatermarkOutput,
  WatermarkStrategy,
} from "#flink";

export interface Event {
  key: string;
  time: number;
  value: number;
}

export interface CatalogueInput {
  /** In any order. */
  events: Event[];
  /** In the order of time, for the programs with two inputs: nothing of them is late. */
  left: Event[];
  right: Event[];
}

export interface CatalogueOptions extends CatalogueInput {
  /** "hashmap" or "rocksdb". */
  backend: string;
}

/** What a program gave. */
export interface Result {
  program: string;
  text: string;
}

/** Milliseconds of disorder that watermarks allow for. */
const DELAY = 5;
/** After everything there is. */
const FAR = 1_000_000;
const textOf = ({ key, time, value }: Event) => `${key} ${time} ${value}`;
const add = (a: Event, b: Event): Event => ({ key: a.key, time: b.time, value: a.value + b.value });
const slotOf = (time: number) => Math.floor(time / 20) * 20 + 19;

/** A watermark after each event: what is late depends on nothing else. */
class Punctuated implements WatermarkGenerator<Event> {
  #latest = Number.MIN_SAFE_INTEGER;

  onEvent(_event: Event, timestamp: number, output: WatermarkOutput): void {
    this.#latest = Math.max(this.#latest, timestamp);
    output.emitWatermark(this.#latest - DELAY - 1);
  }

  onPeriodicEmit(_output: WatermarkOutput): void {}
}

const inEventTime = WatermarkStrategy.forGenerator<Event>(() => new Punctuated()).withTimestampAssigner(
  ({ time }) => time,
);

const odd = new OutputTag<Event>("odd");

class Split extends ProcessFunction<Event, string> {
  override processElement(event: Event, context: ProcessFunction.Context, out: Collector<string>): void {
    if (event.value % 2 === 1) context.output(odd, event);
    else out.collect(`${textOf(event)} at ${context.timestamp()}`);
  }
}

const count: AggregateFunction<Event, number, number> = {
  createAccumulator: () => 0,
  add: (_event, so) => so + 1,
  getResult: (so) => so,
  merge: (a, b) => a + b,
};

/** Every kind of state. */
class Remembers extends KeyedProcessFunction<string, Event, string> {
  override processElement(
    { time, value }: Event,
    context: KeyedProcessFunction.Context<string>,
    out: Collector<string>,
  ): void {
    const runtime = this.getRuntimeContext();
    const last = runtime.getState(new ValueStateDescriptor<number>("last"));
    const list = runtime.getListState(new ListStateDescriptor<number>("list"));
    const byValue = runtime.getMapState(new MapStateDescriptor<string, number>("byValue"));
    const sum = runtime.getReducingState(new ReducingStateDescriptor<number>("sum", (a, b) => a + b));
    const counted = runtime.getAggregatingState(
      new AggregatingStateDescriptor<Event, number, number>("counted", count),
    );
    const before = last.value() ?? -1;
    last.update(time);
    list.add(value);
    byValue.put(`v${value}`, (byValue.get(`v${value}`) ?? 0) + 1);
    sum.add(value);
    counted.add({ key: "", time, value });
    const most = byValue
      .entries()
      .map(([name, times]) => `${name}*${times}`)
      .sort();
    const parts = [before, list.get().join("+"), most.join(","), sum.get(), counted.get()];
    out.collect(`${context.getCurrentKey()} ${parts.join(" ")}`);
    if (list.get().length === 4) {
      list.clear();
      byValue.remove("v1");
      last.clear();
    }
  }
}

/** Timers that are registered, registered twice, and deleted. */
class Alarms extends KeyedProcessFunction<string, Event, string> {
  override processElement(
    { time, value }: Event,
    context: KeyedProcessFunction.Context<string>,
    out: Collector<string>,
  ): void {
    const timers = context.timerService();
    out.collect(`${context.getCurrentKey()} sees ${context.timestamp()}`);
    timers.registerEventTimeTimer(slotOf(time));
    if (value === 3) timers.deleteEventTimeTimer(slotOf(time) - 20);
    if (value === 1) timers.registerEventTimeTimer(time + 7);
  }

  override onTimer(at: number, context: KeyedProcessFunction.OnTimerContext<string>, out: Collector<string>): void {
    out.collect(`${context.getCurrentKey()} rings ${at} ${context.timeDomain()} ${context.timestamp()}`);
    // Those that follow are due in their order, too.
    if (at < 60 && at % 20 === 19) context.timerService().registerEventTimeTimer(at + 1);
  }
}

class Bounds extends ProcessWindowFunction<number, string, string> {
  override process(
    key: string,
    context: ProcessWindowFunction.Context<TimeWindow>,
    counts: Iterable<number>,
    out: Collector<string>,
  ): void {
    for (const n of counts) out.collect(`${key} [${context.window().getStart()},${context.window().getEnd()}) ${n}`);
  }
}

class Summed extends ProcessWindowFunction<Event, string, string> {
  override process(
    _key: string,
    context: ProcessWindowFunction.Context<TimeWindow>,
    sums: Iterable<Event>,
    out: Collector<string>,
  ): void {
    for (const sum of sums) out.collect(`${textOf(sum)} before ${context.window().getEnd()}`);
  }
}

/** Whose value is not the one before it of its key. */
class Changes extends RichFilterFunction<Event> {
  override filter({ value }: Event): boolean {
    const last = this.getRuntimeContext().getState(new ValueStateDescriptor<number>("last"));
    const changes = last.value() !== value;
    last.update(value);
    return changes;
  }
}

class Gathers extends RichFlatMapFunction<Event, string> {
  override flatMap({ key, time, value }: Event, out: Collector<string>): void {
    const list = this.getRuntimeContext().getListState(new ListStateDescriptor<number>("list"));
    const seen = this.getRuntimeContext().getMapState(new MapStateDescriptor<string, number>("seen"));
    list.addAll([time, value]);
    out.collect(`${key} ${seen.isEmpty() ? "first" : "later"} ${list.get().join("+")}`);
    if (seen.isEmpty()) seen.put(key, time);
    else seen.clear();
  }
}

class Contents extends ProcessWindowFunction<Event, string, string> {
  override process(
    key: string,
    context: ProcessWindowFunction.Context<TimeWindow>,
    events: Iterable<Event>,
    out: Collector<string>,
  ): void {
    const times = [...events].map(({ time }) => time).sort((a, b) => a - b);
    out.collect(`${key} [${context.window().getStart()},${context.window().getEnd()}) ${times.join("+")}`);
  }
}

/** How often a window has fired, and how often all of its key. */
class Firings extends ProcessWindowFunction<Event, string, string> {
  readonly #fired = new ValueStateDescriptor<number>("fired");
  readonly #ofAll = new ValueStateDescriptor<number>("of all");

  override process(
    key: string,
    context: ProcessWindowFunction.Context<TimeWindow>,
    events: Iterable<Event>,
    out: Collector<string>,
  ): void {
    const states = [context.windowState().getState(this.#fired), context.globalState().getState(this.#ofAll)];
    for (const state of states) state.update((state.value() ?? 0) + 1);
    const counts = states.map((state) => state.value()).join(" of ");
    out.collect(`${key} ${context.window().getStart()} ${counts} with ${[...events].length}`);
  }

  override clear(context: ProcessWindowFunction.Context<TimeWindow>): void {
    context.windowState().getState(this.#fired).clear();
  }
}

/** The sizes of all sessions of a key: of a window that merges only the key may keep something. */
class Sizes extends ProcessWindowFunction<Event, string, string> {
  override process(
    key: string,
    context: ProcessWindowFunction.Context<TimeWindow>,
    events: Iterable<Event>,
    out: Collector<string>,
  ): void {
    const sizes = context.globalState().getListState(new ListStateDescriptor<number>("sizes"));
    sizes.add([...events].length);
    out.collect(`${key} ${context.window().getStart()} ${sizes.get().join("+")}`);
  }
}

/** Passes what it sees for the first time. */
class Once extends RichFilterFunction<string> {
  override filter(_text: string): boolean {
    const seen = this.getRuntimeContext().getState(new ValueStateDescriptor<boolean>("seen"));
    const first = seen.value() === null;
    seen.update(true);
    return first;
  }
}

class Pairs extends ProcessJoinFunction<Event, Event, string> {
  override processElement(
    left: Event,
    right: Event,
    context: ProcessJoinFunction.Context,
    out: Collector<string>,
  ): void {
    out.collect(`${textOf(left)} with ${textOf(right)} at ${context.getTimestamp()}`);
  }
}

class Sides extends CoProcessFunction<Event, Event, string> {
  override processElement1(event: Event, _context: CoProcessFunction.Context, out: Collector<string>): void {
    out.collect(`${textOf(event)} left`);
  }

  override processElement2(event: Event, context: CoProcessFunction.Context, out: Collector<string>): void {
    out.collect(`${textOf(event)} right ${context.timestamp()}`);
  }
}

const mapped: CoMapFunction<Event, Event, string> = {
  map1: (event) => `${textOf(event)} left`,
  map2: (event) => `${textOf(event)} right`,
};

/** Adds up each side; its state is found when it is opened. */
class SideSums extends RichCoMapFunction<Event, Event, string> {
  #sums: MapState<string, number> | undefined;

  override open(): void {
    this.#sums = this.getRuntimeContext().getMapState(new MapStateDescriptor<string, number>("sums"));
  }

  #add(side: string, { value }: Event): number {
    const sum = (this.#sums?.get(side) ?? 0) + value;
    this.#sums?.put(side, sum);
    return sum;
  }

  override map1(event: Event): string {
    return `${textOf(event)} left ${this.#add("left", event)}`;
  }

  override map2(event: Event): string {
    return `${textOf(event)} right ${this.#add("right", event)}`;
  }
}

/** Numbers the elements of each side. */
class Numbered extends RichCoFlatMapFunction<Event, Event, string> {
  #next(side: string): number {
    const state = this.getRuntimeContext().getState(new ValueStateDescriptor<number>(side));
    const next = (state.value() ?? 0) + 1;
    state.update(next);
    return next;
  }

  override flatMap1(event: Event, out: Collector<string>): void {
    out.collect(`${textOf(event)} left ${this.#next("left")}`);
  }

  override flatMap2(event: Event, out: Collector<string>): void {
    const number = this.#next("right");
    for (let n = 0; n < event.value; n++) out.collect(`${textOf(event)} right ${number} ${n}`);
  }
}

/** Adds up each side in slots of 20 ms; a slot is told when both sides have passed it. */
class Slots extends KeyedCoProcessFunction<string, Event, Event, string> {
  #sums(slot: number, left: number, right: number): { left: number; right: number } {
    const slots = this.getRuntimeContext().getMapState(
      new MapStateDescriptor<string, { left: number; right: number }>("slots"),
    );
    const before = slots.get(`${slot}`) ?? { left: 0, right: 0 };
    const sums = { left: before.left + left, right: before.right + right };
    slots.put(`${slot}`, sums);
    return sums;
  }

  override processElement1({ time, value }: Event, context: KeyedCoProcessFunction.Context<string>): void {
    this.#sums(slotOf(time), value, 0);
    context.timerService().registerEventTimeTimer(slotOf(time));
  }

  override processElement2({ time, value }: Event, context: KeyedCoProcessFunction.Context<string>): void {
    this.#sums(slotOf(time), 0, value);
    context.timerService().registerEventTimeTimer(slotOf(time));
  }

  override onTimer(at: number, context: KeyedCoProcessFunction.OnTimerContext<string>, out: Collector<string>): void {
    const { left, right } = this.#sums(at, 0, 0);
    out.collect(`${context.getCurrentKey()} ${at} ${left} ${right}`);
  }
}

const factors = new MapStateDescriptor<string, number>("factors");

class Told extends BroadcastProcessFunction<Event, Event, string> {
  override processElement(
    event: Event,
    _context: BroadcastProcessFunction.ReadOnlyContext,
    out: Collector<string>,
  ): void {
    out.collect(`${textOf(event)} element`);
  }

  override processBroadcastElement(
    { key, value }: Event,
    context: BroadcastProcessFunction.Context,
    out: Collector<string>,
  ): void {
    const state = context.getBroadcastState(factors);
    state.put(key, (state.get(key) ?? 0) + value);
    out.collect(`${key} ${state.get(key)} of ${state.entries().length}`);
  }
}

/** Multiplies what it has kept when everything is there. */
class Multiplied extends KeyedBroadcastProcessFunction<string, Event, Event, string> {
  #kept = () => this.getRuntimeContext().getListState(new ListStateDescriptor<number>("kept"));

  override processElement(
    { value }: Event,
    context: KeyedBroadcastProcessFunction.ReadOnlyContext<string>,
    _out: Collector<string>,
  ): void {
    this.#kept().add(value);
    context.timerService().registerEventTimeTimer(FAR);
  }

  override processBroadcastElement({ key, value }: Event, context: BroadcastProcessFunction.Context): void {
    const state = context.getBroadcastState(factors);
    state.put(key, (state.get(key) ?? 0) + value);
  }

  override onTimer(
    _at: number,
    context: KeyedBroadcastProcessFunction.OnTimerContext<string>,
    out: Collector<string>,
  ): void {
    const told = new Map(context.getBroadcastState(factors).immutableEntries());
    const factor = told.get(context.getCurrentKey()) ?? 0;
    for (const value of this.#kept().get()) out.collect(`${context.getCurrentKey()} ${value * factor}`);
  }
}

const late = new OutputTag<Event>("late");
const ms = (n: number) => Duration.ofMillis(n);

/** Every program, and what it gives. */
function programs(env: StreamExecutionEnvironment, input: CatalogueInput): Record<string, DataStream<string>> {
  const events = env.fromData(...input.events).assignTimestampsAndWatermarks(inEventTime);
  const left = env.fromData(...input.left).assignTimestampsAndWatermarks(inEventTime);
  const right = env.fromData(...input.right).assignTimestampsAndWatermarks(inEventTime);
  const keyed = events.keyBy(({ key }) => key);
  const [keyedLeft, keyedRight] = [left.keyBy(({ key }) => key), right.keyBy(({ key }) => key)];
  const split = events.process(new Split()).uid("split");
  const tumbling = keyed
    .window(TumblingEventTimeWindows.of(ms(20), ms(3)))
    .allowedLateness(ms(15))
    .sideOutputLateData(late)
    .aggregate(count, new Bounds())
    .uid("tumbling");
  const twenty = TumblingEventTimeWindows.of(ms(20));
  return {
    "map, filter, flatMap": events
      .filter(({ value }) => value > 1)
      .map(({ key, time, value }) => ({ key, twice: 2 * value, time }))
      .flatMap<string>(({ key, twice, time }, out) => {
        for (let n = 2; n < twice; n++) out.collect(`${key} ${time} ${n}`);
      }),
    "keyed reduce": keyed.reduce(add).uid("reduce").map(textOf),
    union: left.union(right).map(textOf),
    "side output": split
      .map((text) => `${text} main`)
      .union(split.getSideOutput(odd).map((event) => `${textOf(event)} side`)),
    "value, list, map, reducing and aggregating state": keyed.process(new Remembers()).uid("state"),
    "event-time timers": keyed.process(new Alarms()).uid("timers"),
    "tumbling windows, lateness, late side output": tumbling.union(
      tumbling.getSideOutput(late).map((event) => `${textOf(event)} late`),
    ),
    "sliding windows": keyed
      .window(SlidingEventTimeWindows.of(ms(30), ms(10)))
      .process(new Contents())
      .uid("sliding"),
    "session windows": keyed
      .window(EventTimeSessionWindows.withGap(ms(8)))
      .aggregate(count, new Bounds())
      .uid("sessions"),
    "windows with state of their own and of the key, lateness": keyed
      .window(twenty)
      .allowedLateness(ms(15))
      .process(new Firings())
      .uid("firings"),
    "session windows with state of the key": keyed
      .window(EventTimeSessionWindows.withGap(ms(8)))
      .process(new Sizes())
      .uid("session-sizes"),
    "window reduce": keyed.window(twenty).reduce(add).uid("window-reduce").map(textOf),
    "window reduce, window function": keyed.window(twenty).reduce(add, new Summed()).uid("window-reduced"),
    "rich filter and flatMap": keyed
      .filter(new Changes())
      .uid("rich-filter")
      .keyBy(({ key }) => key)
      .flatMap(new Gathers())
      .uid("rich-flat-map"),
    "count windows": keyed.countWindow(3).reduce(add).uid("count-window").map(textOf),
    "count trigger": keyed.window(twenty).trigger(CountTrigger.of(2)).process(new Contents()).uid("count-trigger"),
    "purging trigger": keyed
      .window(GlobalWindows.create())
      .trigger(PurgingTrigger.of(CountTrigger.of(2)))
      .reduce(add)
      .uid("purging")
      .map(textOf),
    "continuous event-time trigger": keyed
      .window(TumblingEventTimeWindows.of(ms(60)))
      .trigger(ContinuousEventTimeTrigger.of(ms(10)))
      .aggregate(count, new Bounds())
      .uid("continuous"),
    "interval join": keyedLeft
      .intervalJoin(keyedRight)
      .between(ms(-6), ms(4))
      .upperBoundExclusive()
      .process(new Pairs())
      .uid("interval-join"),
    "interval join, both bounds exclusive": keyedLeft
      .intervalJoin(keyedRight)
      .between(ms(-6), ms(4))
      .lowerBoundExclusive()
      .upperBoundExclusive()
      .process(new Pairs())
      .uid("interval-join-exclusive"),
    "window join": left
      .join(right)
      .where(({ key }) => key)
      .equalTo(({ key }) => key)
      .window(twenty)
      .apply<string>((a, b) => `${textOf(a)} with ${textOf(b)}`)
      .uid("window-join"),
    "window coGroup": left
      .coGroup(right)
      .where(({ key }) => key)
      .equalTo(({ key }) => key)
      .window(twenty)
      .apply<string>((a, b, out) => {
        out.collect(`${(a[0] ?? b[0])?.key} ${a.length} ${b.length}`);
      })
      .uid("co-group"),
    "window join, lateness": events
      .join(right)
      .where(({ key }) => key)
      .equalTo(({ key }) => key)
      .window(twenty)
      .allowedLateness(ms(FAR))
      .apply<string>((a, b) => `${textOf(a)} with ${textOf(b)}`)
      .uid("late-join")
      // How often a pair is joined again depends on which side is late.
      .keyBy((text) => text)
      .filter(new Once())
      .uid("late-join-once"),
    "window coGroup, count trigger, lateness": events
      .coGroup(right)
      .where(({ key }) => key)
      .equalTo(({ key }) => key)
      .window(twenty)
      .trigger(CountTrigger.of(2))
      .allowedLateness(ms(FAR))
      .apply<string>((a, b, out) => {
        const [first] = [...a, ...b];
        if (first) out.collect(`${first.key} ${slotOf(first.time)} ${a.length + b.length}`);
      })
      .uid("late-co-group"),
    connect: left.connect(right).process(new Sides()).uid("connect"),
    "connect, map": left.connect(right).map(mapped),
    "keyed connect, rich map, state": keyedLeft.connect(keyedRight).map(new SideSums()).uid("side-sums"),
    "keyed connect, flatMap, state": keyedLeft.connect(keyedRight).flatMap(new Numbered()).uid("numbered"),
    "keyed connect, timers": keyedLeft.connect(keyedRight).process(new Slots()).uid("keyed-connect"),
    broadcast: left.connect(right.broadcast(factors)).process(new Told()).uid("broadcast"),
    "keyed broadcast, timers": keyedLeft
      .connect(right.broadcast(factors))
      .process(new Multiplied())
      .uid("keyed-broadcast"),
  };
}

/** Runs all of them; "results" is what they give. */
export function catalogue(env: StreamExecutionEnvironment, options: CatalogueOptions): void {
  env.setParallelism(1);
  env.configure(Configuration.fromMap({ "state.backend.type": options.backend }));
  const [first, ...others] = Object.entries(programs(env, options)).map(([program, texts]) =>
    texts.map((text): Result => ({ program, text })),
  );
  first
    ?.union(...others)
    .map((result) => result)
    .uid("results")
    .sinkTo(new DiscardingSink())
    .uid("nowhere");
}
