/** One adapter for each kind of function: what a learner wrote, as plain calls that Java makes. */
import {
  type AggregateFunction,
  type CoFlatMapFunction,
  type CoGroupFunction,
  type Collector,
  type CoMapFunction,
  type FilterFunction,
  type FlatMapFunction,
  type JoinFunction,
  type KeySelector,
  type MapFunction,
  type OutputTag,
  type ProcessJoinFunction,
  ProcessWindowFunction,
  type ReduceFunction,
  type RichFilterFunction,
  type RichFlatMapFunction,
  RichFunction,
  type RichMapFunction,
} from "../api/functions.ts";
import { canonical, described } from "../api/json.ts";
import type { GlobalWindow, TimeWindow } from "../api/windows.ts";
import type { OutputHost, TaskHost, WindowHost } from "./host.ts";
import { runtimeContext, stateStore } from "./state.ts";
import { emitted, kept, keyReader, noPromise } from "./values.ts";

/** The calls of one operator, by the name Java asks for. */
export type Calls = Readonly<Record<string, (...args: never[]) => unknown>>;

/** Opens a rich function; a plain one has nothing to open. */
export function opened<F>(given: F, host: TaskHost): F {
  if (given instanceof RichFunction) {
    given.setRuntimeContext(runtimeContext(host));
    noPromise(given.open({}));
  }
  return given;
}

export function collector({ collect }: OutputHost): Collector<unknown> {
  return { collect: (value) => collect(emitted(value)) };
}

export function sideOutput({ output }: OutputHost): <X>(tag: OutputTag<X>, value: X) => void {
  return (tag, value) => output(tag.id, emitted(value));
}

export function map(given: MapFunction<unknown, unknown> | RichMapFunction<unknown, unknown>, host: TaskHost): Calls {
  const f = opened(given, host);
  return { map: typeof f === "function" ? (value) => emitted(f(value)) : (value) => emitted(f.map(value)) };
}

export function filter(given: FilterFunction<unknown> | RichFilterFunction<unknown>, host: TaskHost): Calls {
  const f = opened(given, host);
  const test = typeof f === "function" ? f : (value: unknown) => f.filter(value);
  return {
    filter(value: unknown) {
      const passes: unknown = test(value);
      if (typeof passes !== "boolean")
        throw new TypeError(`a filter returns true or false, and this one returned ${described(passes)}`);
      return passes;
    },
  };
}

export function flatMap(
  given: FlatMapFunction<unknown, unknown> | RichFlatMapFunction<unknown, unknown>,
  host: TaskHost & OutputHost,
): Calls {
  const f = opened(given, host);
  const out = collector(host);
  return {
    flatMap: (value: unknown) => noPromise(typeof f === "function" ? f(value, out) : f.flatMap(value, out)),
  };
}

/** Two maps are a flatMap of two inputs that gives one for each. */
export function coMap(given: CoMapFunction<unknown, unknown, unknown>, host: TaskHost & OutputHost): Calls {
  const [f, out] = [opened(given, host), collector(host)];
  return {
    flatMap1: (value: unknown) => out.collect(f.map1(value)),
    flatMap2: (value: unknown) => out.collect(f.map2(value)),
  };
}

export function coFlatMap(given: CoFlatMapFunction<unknown, unknown, unknown>, host: TaskHost & OutputHost): Calls {
  const [f, out] = [opened(given, host), collector(host)];
  return {
    flatMap1: (value: unknown) => noPromise(f.flatMap1(value, out)),
    flatMap2: (value: unknown) => noPromise(f.flatMap2(value, out)),
  };
}

export function keyBy(key: KeySelector<unknown, unknown>): Calls {
  return { key: (value: unknown) => canonical(key(value), "a key") };
}

export function reduce(reduce: ReduceFunction<unknown>): Calls {
  return { reduce: (a: unknown, b: unknown) => emitted(reduce(a, b)) };
}

export function aggregate(aggregate: AggregateFunction<unknown, unknown, unknown>): Calls {
  const text = (accumulator: unknown) => kept(accumulator, "an accumulator");
  return {
    createAccumulator: () => text(aggregate.createAccumulator()),
    add: (value: unknown, accumulator: string) => text(aggregate.add(value, JSON.parse(accumulator))),
    merge: (a: string, b: string) => text(aggregate.merge(JSON.parse(a), JSON.parse(b))),
    getResult: (accumulator: string) => emitted(aggregate.getResult(JSON.parse(accumulator))),
  };
}

export function processWindow(
  given: ProcessWindowFunction<unknown, unknown, unknown, TimeWindow & GlobalWindow>,
  host: TaskHost & OutputHost & WindowHost,
): Calls {
  const f = opened(given, host);
  const [out, output, readKey] = [collector(host), sideOutput(host), keyReader()];
  const { currentWatermark, currentProcessingTime } = host;
  const [ofWindow, ofKey] = [stateStore(host.windowState()), stateStore(host.globalState())];
  const contextOf = (start: number, end: number, maxTimestamp: number) => {
    const window = { getStart: () => start, getEnd: () => end, maxTimestamp: () => maxTimestamp };
    const states = { windowState: () => ofWindow, globalState: () => ofKey };
    return { window: () => window, currentWatermark, currentProcessingTime, output, ...states };
  };
  const calls = {
    process(start: number, end: number, maxTimestamp: number, key: string, elements: string) {
      noPromise(f.process(readKey(key), contextOf(start, end, maxTimestamp), JSON.parse(elements), out));
    },
  };
  if (f.clear === ProcessWindowFunction.prototype.clear) return calls;
  return {
    ...calls,
    clear(start: number, end: number, maxTimestamp: number) {
      noPromise(f.clear(contextOf(start, end, maxTimestamp)));
    },
  };
}

export function intervalJoin(
  given: ProcessJoinFunction<unknown, unknown, unknown>,
  host: TaskHost & OutputHost,
): Calls {
  const f = opened(given, host);
  const out = collector(host);
  let times = [0, 0, 0] as readonly [number, number, number];
  const context: ProcessJoinFunction.Context = {
    getTimestamp: () => times[0],
    getLeftTimestamp: () => times[1],
    getRightTimestamp: () => times[2],
    output: sideOutput(host),
  };
  return {
    processElement(left: unknown, right: unknown, timestamp: number, leftTime: number, rightTime: number) {
      times = [timestamp, leftTime, rightTime];
      noPromise(f.processElement(left, right, context, out));
    },
  };
}

export function windowJoin(join: JoinFunction<unknown, unknown, unknown>): Calls {
  return { join: (first: unknown, second: unknown) => emitted(join(first, second)) };
}

export function windowCoGroup(coGroup: CoGroupFunction<unknown, unknown, unknown>, host: OutputHost): Calls {
  const out = collector(host);
  return {
    coGroup: (first: string, second: string) => noPromise(coGroup(JSON.parse(first), JSON.parse(second), out)),
  };
}
