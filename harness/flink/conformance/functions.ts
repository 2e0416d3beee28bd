/** The functions of the catalogue's programs (`jobs.ts`), each with a twin of its name in `TwinFunctions.java`. */
import {
  type AggregateFunction,
  AggregatingStateDescriptor,
  BroadcastProcessFunction,
  type Collector,
  type CoMapFunction,
  CoProcessFunction,
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
  ReducingStateDescriptor,
  RichCoFlatMapFunction,
  RichCoMapFunction,
  RichFilterFunction,
  RichFlatMapFunction,
  type TimeWindow,
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

/** Milliseconds of disorder that watermarks allow for. */
const DELAY = 5;
/** After everything there is. */
export const FAR = 1_000_000;
export const textOf = ({ key, time, value }: Event) => `${key} ${time} ${value}`;
export const add = (a: Event, b: Event): Event => ({ key: a.key, time: b.time, value: a.value + b.value });
export const slotOf = (time: number) => Math.floor(time / 20) * 20 + 19;

/** A watermark after each event: what is late depends on nothing else. */
class Punctuated implements WatermarkGenerator<Event> {
  #latest = Number.MIN_SAFE_INTEGER;

  onEvent(_event: Event, timestamp: number, output: WatermarkOutput): void {
    this.#latest = Math.max(this.#latest, timestamp);
    output.emitWatermark(this.#latest - DELAY - 1);
  }

  onPeriodicEmit(_output: WatermarkOutput): void {}
}

export const inEventTime = WatermarkStrategy.forGenerator<Event>(() => new Punctuated()).withTimestampAssigner(
  ({ time }) => time,
);

export const odd = new OutputTag<Event>("odd");

export class Split extends ProcessFunction<Event, string> {
  override processElement(event: Event, context: ProcessFunction.Context, out: Collector<string>): void {
    if (event.value % 2 === 1) context.output(odd, event);
    else out.collect(`${textOf(event)} at ${context.timestamp()}`);
  }
}

export const count: AggregateFunction<Event, number, number> = {
  createAccumulator: () => 0,
  add: (_event, so) => so + 1,
  getResult: (so) => so,
  merge: (a, b) => a + b,
};

/** Every kind of state. */
export class Remembers extends KeyedProcessFunction<string, Event, string> {
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
export class Alarms extends KeyedProcessFunction<string, Event, string> {
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

export class Bounds extends ProcessWindowFunction<number, string, string> {
  override process(
    key: string,
    context: ProcessWindowFunction.Context<TimeWindow>,
    counts: Iterable<number>,
    out: Collector<string>,
  ): void {
    for (const n of counts) out.collect(`${key} [${context.window().getStart()},${context.window().getEnd()}) ${n}`);
  }
}

export class Summed extends ProcessWindowFunction<Event, string, string> {
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
export class Changes extends RichFilterFunction<Event> {
  override filter({ value }: Event): boolean {
    const last = this.getRuntimeContext().getState(new ValueStateDescriptor<number>("last"));
    const changes = last.value() !== value;
    last.update(value);
    return changes;
  }
}

export class Gathers extends RichFlatMapFunction<Event, string> {
  override flatMap({ key, time, value }: Event, out: Collector<string>): void {
    const list = this.getRuntimeContext().getListState(new ListStateDescriptor<number>("list"));
    const seen = this.getRuntimeContext().getMapState(new MapStateDescriptor<string, number>("seen"));
    list.addAll([time, value]);
    out.collect(`${key} ${seen.isEmpty() ? "first" : "later"} ${list.get().join("+")}`);
    if (seen.isEmpty()) seen.put(key, time);
    else seen.clear();
  }
}

export class Contents extends ProcessWindowFunction<Event, string, string> {
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
export class Firings extends ProcessWindowFunction<Event, string, string> {
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
export class Sizes extends ProcessWindowFunction<Event, string, string> {
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
export class Once extends RichFilterFunction<string> {
  override filter(_text: string): boolean {
    const seen = this.getRuntimeContext().getState(new ValueStateDescriptor<boolean>("seen"));
    const first = seen.value() === null;
    seen.update(true);
    return first;
  }
}

export class Pairs extends ProcessJoinFunction<Event, Event, string> {
  override processElement(
    left: Event,
    right: Event,
    context: ProcessJoinFunction.Context,
    out: Collector<string>,
  ): void {
    out.collect(`${textOf(left)} with ${textOf(right)} at ${context.getTimestamp()}`);
  }
}

export class Sides extends CoProcessFunction<Event, Event, string> {
  override processElement1(event: Event, _context: CoProcessFunction.Context, out: Collector<string>): void {
    out.collect(`${textOf(event)} left`);
  }

  override processElement2(event: Event, context: CoProcessFunction.Context, out: Collector<string>): void {
    out.collect(`${textOf(event)} right ${context.timestamp()}`);
  }
}

export const mapped: CoMapFunction<Event, Event, string> = {
  map1: (event) => `${textOf(event)} left`,
  map2: (event) => `${textOf(event)} right`,
};

/** Adds up each side; its state is found when it is opened. */
export class SideSums extends RichCoMapFunction<Event, Event, string> {
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
export class Numbered extends RichCoFlatMapFunction<Event, Event, string> {
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
export class Slots extends KeyedCoProcessFunction<string, Event, Event, string> {
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

export const factors = new MapStateDescriptor<string, number>("factors");

export class Told extends BroadcastProcessFunction<Event, Event, string> {
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
export class Multiplied extends KeyedBroadcastProcessFunction<string, Event, Event, string> {
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
