/**
 * The catalogue: small programs that use what modules 04 to 06 do, each with a twin in Java (`Twins.java`) of the same
 * name. All are one job, since starting each would take longer than all of them run. Results are texts; the first word
 * is the key where there is one. Where inputs race, what a program gives does not depend on who is first.
 */
import {
  Configuration,
  ContinuousEventTimeTrigger,
  CountTrigger,
  type DataStream,
  DiscardingSink,
  Duration,
  EventTimeSessionWindows,
  GlobalWindows,
  OutputTag,
  PurgingTrigger,
  SlidingEventTimeWindows,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
} from "#flink";
import {
  Alarms,
  add,
  Bounds,
  Changes,
  Contents,
  count,
  type Event,
  FAR,
  Firings,
  factors,
  Gathers,
  inEventTime,
  Multiplied,
  mapped,
  Numbered,
  Once,
  odd,
  Pairs,
  Remembers,
  SideSums,
  Sides,
  Sizes,
  Slots,
  Split,
  Summed,
  slotOf,
  Told,
  textOf,
} from "./functions.ts";

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
