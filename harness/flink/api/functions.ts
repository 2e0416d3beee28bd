/**
 * The functions a learner writes. All are synchronous: `NoResult` as a result type, where Flink has `void`,
 * makes an `async` method an error of the compiler.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/user_defined_functions/
 */

import type { JsonOf } from "./json.ts";
import type {
  AggregatingState,
  AggregatingStateDescriptor,
  BroadcastState,
  ListState,
  ListStateDescriptor,
  MapState,
  MapStateDescriptor,
  ReadOnlyBroadcastState,
  ReducingState,
  ReducingStateDescriptor,
  ValueState,
  ValueStateDescriptor,
} from "./state.ts";
import type { GlobalWindow, TimeWindow } from "./windows.ts";

/**
 * No result, and no promise either: an `async` function is assignable where a function of type `void` is expected, and
 * not where this is.
 */
// biome-ignore lint/suspicious/noConfusingVoidType: that is what it is for
export type NoResult = void | undefined;

/** Where a function's results go. */
export interface Collector<T> {
  collect(value: T): void;
}

/** Names a side output, which `getSideOutput` reads. */
export class OutputTag<T> {
  readonly id: string;
  declare readonly kind: (value: T) => T;

  constructor(id: string) {
    this.id = id;
  }
}

export type MapFunction<T, R> = (value: T) => R;
export type FilterFunction<T> = (value: T) => boolean;
export type FlatMapFunction<T, R> = (value: T, out: Collector<R>) => NoResult;
export type KeySelector<T, K> = (value: T) => K;
export type ReduceFunction<T> = (value1: T, value2: T) => T;
export type JoinFunction<L, R, O> = (first: L, second: R) => O;
export type CoGroupFunction<L, R, O> = (first: L[], second: R[], out: Collector<O>) => NoResult;

/** https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/operators/overview/#comap-coflatmap */
export interface CoMapFunction<A, B, R> {
  map1(value: A): R;
  map2(value: B): R;
}

export interface CoFlatMapFunction<A, B, R> {
  flatMap1(value: A, out: Collector<R>): NoResult;
  flatMap2(value: B, out: Collector<R>): NoResult;
}

/** Folds values into an accumulator, which is all that is kept. */
export interface AggregateFunction<In, Acc, Out> {
  createAccumulator(): Acc;
  add(value: In, accumulator: Acc): Acc;
  getResult(accumulator: Acc): Out;
  /** Needed by session windows, which merge. */
  merge(a: Acc, b: Acc): Acc;
}

/** A number that the cluster shows beside its own metrics. */
export interface Counter {
  inc(amount?: number): void;
}

/** Gives a number when it is asked: ten times a second, by the function's own task. */
export type Gauge = () => number;

/** https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/ops/metrics/ */
export interface MetricGroup {
  counter(name: string): Counter;
  gauge(name: string, gauge: Gauge): void;
}

/** State of one scope: of the current key, or of one window of the key. */
export interface KeyedStateStore {
  getState<T extends JsonOf<T>>(descriptor: ValueStateDescriptor<T>): ValueState<T>;
  getListState<T extends JsonOf<T>>(descriptor: ListStateDescriptor<T>): ListState<T>;
  getMapState<K extends JsonOf<K>, V extends JsonOf<V>>(descriptor: MapStateDescriptor<K, V>): MapState<K, V>;
  getReducingState<T extends JsonOf<T>>(descriptor: ReducingStateDescriptor<T>): ReducingState<T>;
  getAggregatingState<In, Acc extends JsonOf<Acc>, Out>(
    descriptor: AggregatingStateDescriptor<In, Acc, Out>,
  ): AggregatingState<In, Out>;
}

export interface RuntimeContext extends KeyedStateStore {
  getMetricGroup(): MetricGroup;
  getTaskInfo(): { getIndexOfThisSubtask(): number; getNumberOfParallelSubtasks(): number; getTaskName(): string };
}

/** What `open` is given. Empty in Flink too, but for what the cluster's administrator adds. */
export type OpenContext = Record<never, never>;

/** A function with a life: opened before the first element, and able to keep state. */
export abstract class RichFunction {
  #context: RuntimeContext | undefined;

  open(_openContext: OpenContext): NoResult {}

  getRuntimeContext(): RuntimeContext {
    if (this.#context === undefined) {
      throw new Error("the runtime context is there from open() on, not in the constructor");
    }
    return this.#context;
  }

  /** Called by the runner, before `open`. */
  setRuntimeContext(context: RuntimeContext): void {
    this.#context = context;
  }
}

export abstract class RichMapFunction<T, R> extends RichFunction {
  abstract map(value: T): R;
}

export abstract class RichFilterFunction<T> extends RichFunction {
  abstract filter(value: T): boolean;
}

export abstract class RichFlatMapFunction<T, R> extends RichFunction {
  abstract flatMap(value: T, out: Collector<R>): NoResult;
}

export abstract class RichCoMapFunction<A, B, R> extends RichFunction implements CoMapFunction<A, B, R> {
  abstract map1(value: A): R;
  abstract map2(value: B): R;
}

export abstract class RichCoFlatMapFunction<A, B, R> extends RichFunction implements CoFlatMapFunction<A, B, R> {
  abstract flatMap1(value: A, out: Collector<R>): NoResult;
  abstract flatMap2(value: B, out: Collector<R>): NoResult;
}

export interface TimerService {
  /** Milliseconds. */
  currentProcessingTime(): number;
  /** Milliseconds; -Infinity before the first watermark, Infinity at the end of the input. */
  currentWatermark(): number;
  registerProcessingTimeTimer(time: number): void;
  registerEventTimeTimer(time: number): void;
  deleteProcessingTimeTimer(time: number): void;
  deleteEventTimeTimer(time: number): void;
}

interface ElementContext {
  /** Of the element or the timer, in milliseconds; null where the element has none. */
  timestamp(): number | null;
  timerService(): TimerService;
  output<X>(tag: OutputTag<X>, value: X): void;
}

interface KeyedContext<K> extends ElementContext {
  getCurrentKey(): K;
}

interface OnTimer {
  timeDomain(): "EVENT_TIME" | "PROCESSING_TIME";
}

export abstract class ProcessFunction<T, R> extends RichFunction {
  abstract processElement(value: T, context: ProcessFunction.Context, out: Collector<R>): NoResult;
}

export declare namespace ProcessFunction {
  export type Context = ElementContext;
}

/** https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/operators/process_function/ */
export abstract class KeyedProcessFunction<K, T, R> extends RichFunction {
  abstract processElement(value: T, context: KeyedProcessFunction.Context<K>, out: Collector<R>): NoResult;
  onTimer(_timestamp: number, _context: KeyedProcessFunction.OnTimerContext<K>, _out: Collector<R>): NoResult {}
}

export declare namespace KeyedProcessFunction {
  export type Context<K> = KeyedContext<K>;
  export type OnTimerContext<K> = KeyedContext<K> & OnTimer;
}

export abstract class CoProcessFunction<A, B, R> extends RichFunction {
  abstract processElement1(value: A, context: CoProcessFunction.Context, out: Collector<R>): NoResult;
  abstract processElement2(value: B, context: CoProcessFunction.Context, out: Collector<R>): NoResult;
}

export declare namespace CoProcessFunction {
  export type Context = ElementContext;
}

export abstract class KeyedCoProcessFunction<K, A, B, R> extends RichFunction {
  abstract processElement1(value: A, context: KeyedCoProcessFunction.Context<K>, out: Collector<R>): NoResult;
  abstract processElement2(value: B, context: KeyedCoProcessFunction.Context<K>, out: Collector<R>): NoResult;
  onTimer(_timestamp: number, _context: KeyedProcessFunction.OnTimerContext<K>, _out: Collector<R>): NoResult {}
}

export declare namespace KeyedCoProcessFunction {
  export type Context<K> = KeyedContext<K>;
  export type OnTimerContext<K> = KeyedContext<K> & OnTimer;
}

interface BroadcastSide {
  timestamp(): number | null;
  currentWatermark(): number;
  currentProcessingTime(): number;
  output<X>(tag: OutputTag<X>, value: X): void;
  getBroadcastState<K extends JsonOf<K>, V extends JsonOf<V>>(
    descriptor: MapStateDescriptor<K, V>,
  ): BroadcastState<K, V>;
}

interface OtherSide extends Omit<BroadcastSide, "getBroadcastState"> {
  getBroadcastState<K extends JsonOf<K>, V extends JsonOf<V>>(
    descriptor: MapStateDescriptor<K, V>,
  ): ReadOnlyBroadcastState<K, V>;
}

/** https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/fault-tolerance/broadcast_state/ */
export abstract class BroadcastProcessFunction<T, B, R> extends RichFunction {
  abstract processElement(value: T, context: BroadcastProcessFunction.ReadOnlyContext, out: Collector<R>): NoResult;
  abstract processBroadcastElement(value: B, context: BroadcastProcessFunction.Context, out: Collector<R>): NoResult;
}

export declare namespace BroadcastProcessFunction {
  export type ReadOnlyContext = OtherSide;
  export type Context = BroadcastSide;
}

export abstract class KeyedBroadcastProcessFunction<K, T, B, R> extends RichFunction {
  abstract processElement(
    value: T,
    context: KeyedBroadcastProcessFunction.ReadOnlyContext<K>,
    out: Collector<R>,
  ): NoResult;
  abstract processBroadcastElement(value: B, context: BroadcastProcessFunction.Context, out: Collector<R>): NoResult;
  onTimer(
    _timestamp: number,
    _context: KeyedBroadcastProcessFunction.OnTimerContext<K>,
    _out: Collector<R>,
  ): NoResult {}
}

export declare namespace KeyedBroadcastProcessFunction {
  export type ReadOnlyContext<K> = OtherSide & KeyedContext<K>;
  export type OnTimerContext<K> = ReadOnlyContext<K> & OnTimer;
}

/** Joins two elements of one key whose times are within bounds of each other. */
export abstract class ProcessJoinFunction<L, R, O> extends RichFunction {
  abstract processElement(left: L, right: R, context: ProcessJoinFunction.Context, out: Collector<O>): NoResult;
}

export declare namespace ProcessJoinFunction {
  export interface Context {
    getTimestamp(): number;
    getLeftTimestamp(): number;
    getRightTimestamp(): number;
    output<X>(tag: OutputTag<X>, value: X): void;
  }
}

/** https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/operators/windows/#processwindowfunction */
export abstract class ProcessWindowFunction<
  T,
  R,
  K,
  W extends TimeWindow | GlobalWindow = TimeWindow,
> extends RichFunction {
  abstract process(
    key: K,
    context: ProcessWindowFunction.Context<W>,
    elements: Iterable<T>,
    out: Collector<R>,
  ): NoResult;
  /** Called when the window is over, to clear what was kept in its `windowState()`. */
  clear(_context: ProcessWindowFunction.Context<W>): NoResult {}
}

export declare namespace ProcessWindowFunction {
  export interface Context<W> {
    window(): W;
    currentWatermark(): number;
    currentProcessingTime(): number;
    /** Of this window of the key; whoever uses it clears it in `clear`. Session windows, which merge, have none. */
    windowState(): KeyedStateStore;
    /** Of the key, over all its windows; under other names than those in `windowState()`, as Flink has one place for a name. */
    globalState(): KeyedStateStore;
    output<X>(tag: OutputTag<X>, value: X): void;
  }
}
