import type { Duration } from "./duration.ts";
import type { AggregateFunction, OutputTag, ProcessWindowFunction, ReduceFunction } from "./functions.ts";
import type { Graph, Node, Operation, WindowSettings } from "./graph.ts";
import type { JsonOf } from "./json.ts";
import { type NeedsUid, SingleOutputStreamOperator } from "./streams.ts";
import type { GlobalWindow, TimeWindow, Trigger, WindowShape } from "./windows.ts";

/**
 * A keyed stream in windows.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/operators/windows/
 */
export class WindowedStream<T, K, W extends TimeWindow | GlobalWindow> {
  readonly #graph: Graph;
  readonly #keyed: Node;
  #window: WindowSettings;
  declare readonly keyed: (element: T, key: K) => [T, K, W];

  constructor(graph: Graph, keyed: Node, assigner: WindowShape) {
    this.#graph = graph;
    this.#keyed = keyed;
    this.#window = { assigner, allowedLatenessMs: 0, lateTag: null, trigger: null };
  }

  /** In the place of the assigner's own trigger. */
  trigger(trigger: Trigger<W>): this {
    this.#window = { ...this.#window, trigger: trigger.shape };
    return this;
  }

  /** How long after its end, by the watermark, a window is kept and fires anew for each late element. */
  allowedLateness(lateness: Duration): this {
    this.#window = { ...this.#window, allowedLatenessMs: lateness.toMillis() };
    return this;
  }

  /** Where elements go that came after the allowed lateness; without it they are dropped. */
  sideOutputLateData(tag: OutputTag<T>): this {
    this.#window = { ...this.#window, lateTag: tag.id };
    return this;
  }

  reduce(reduce: ReduceFunction<T>): NeedsUid<T>;
  reduce<R extends JsonOf<R>>(reduce: ReduceFunction<T>, window: ProcessWindowFunction<T, R, K, W>): NeedsUid<R>;
  reduce<R>(reduce: ReduceFunction<T>, window?: ProcessWindowFunction<T, R, K, W>): NeedsUid<R> {
    return this.#add("windowReduce", { reduce, ...(window && { window }) });
  }

  aggregate<Acc extends JsonOf<Acc>, R extends JsonOf<R>>(aggregate: AggregateFunction<T, Acc, R>): NeedsUid<R>;
  aggregate<Acc extends JsonOf<Acc>, V, R extends JsonOf<R>>(
    aggregate: AggregateFunction<T, Acc, V>,
    window: ProcessWindowFunction<V, R, K, W>,
  ): NeedsUid<R>;
  aggregate<Acc, V, R>(
    aggregate: AggregateFunction<T, Acc, V>,
    window?: ProcessWindowFunction<V, R, K, W>,
  ): NeedsUid<R> {
    return this.#add("windowAggregate", { aggregate, ...(window && { window }) });
  }

  /** Keeps all elements until the window fires. */
  process<R extends JsonOf<R>>(window: ProcessWindowFunction<T, R, K, W>): NeedsUid<R> {
    return this.#add("windowProcess", { window });
  }

  #add<R>(
    type: "windowReduce" | "windowAggregate" | "windowProcess",
    functions: Readonly<Record<string, unknown>>,
  ): NeedsUid<R> {
    const operation: Operation = { type, window: this.#window, windowFunction: "window" in functions };
    return new SingleOutputStreamOperator<R>(this.#graph, this.#graph.add(operation, [this.#keyed], functions, true));
  }
}
