/**
 * Streams and what can be done with them. Each call records an operator; nothing runs here.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/operators/overview/
 */
import { BroadcastConnectedStream, BroadcastStream, ConnectedStreams, KeyedConnectedStreams } from "./connected.ts";
import {
  type FilterFunction,
  type FlatMapFunction,
  type KeyedProcessFunction,
  type KeySelector,
  type MapFunction,
  type OutputTag,
  type ProcessFunction,
  type ReduceFunction,
  type RichFilterFunction,
  type RichFlatMapFunction,
  RichFunction,
  type RichMapFunction,
} from "./functions.ts";
import type { Graph, Node, Partitioning } from "./graph.ts";
import { CoGroupedStreams, IntervalJoin, JoinedStreams } from "./joins.ts";
import type { JsonOf, WidenedOne } from "./json.ts";
import { KafkaSink } from "./kafka-sink.ts";
import type { MapStateDescriptor } from "./state.ts";
import type { WatermarkStrategy } from "./watermarks.ts";
import { recordWatermarks } from "./watermarks-record.ts";
import { WindowedStream } from "./windowed.ts";
import {
  CountTrigger,
  type GlobalWindow,
  GlobalWindows,
  PurgingTrigger,
  type TimeWindow,
  type WindowAssigner,
} from "./windows.ts";

/** An operator that keeps state. It is a stream once it has a uid, by which a savepoint finds the state again. */
export interface NeedsUid<T> {
  uid(uid: string): SingleOutputStreamOperator<T>;
  /** As the Web UI shows it; its uid unless told. */
  name(name: string): NeedsUid<T>;
}

/** Throws everything away, as Flink's own does: for jobs whose metrics are what matters. */
export class DiscardingSink<T> {
  declare readonly kind: (value: T) => void;
}

export class DataStream<T> {
  readonly graph: Graph;
  readonly node: Node;
  declare readonly element: (element: T) => T;

  constructor(graph: Graph, node: Node) {
    this.graph = graph;
    this.node = node;
  }

  map<R extends JsonOf<R>>(
    mapper: MapFunction<T, R> | RichMapFunction<T, R>,
  ): SingleOutputStreamOperator<WidenedOne<R>> {
    return this.operator("map", mapper);
  }

  filter(filter: FilterFunction<T> | RichFilterFunction<T>): SingleOutputStreamOperator<T> {
    return this.operator("filter", filter);
  }

  flatMap<R extends JsonOf<R>>(
    flatMapper: FlatMapFunction<T, R> | RichFlatMapFunction<T, R>,
  ): SingleOutputStreamOperator<R> {
    return this.operator("flatMap", flatMapper);
  }

  process<R extends JsonOf<R>>(processFunction: ProcessFunction<T, R>): SingleOutputStreamOperator<R> {
    return this.operator("process", processFunction);
  }

  /** Elements of equal keys go to one subtask, where they share state. The key is any JSON. */
  keyBy<K extends JsonOf<K>>(key: KeySelector<T, K>): KeyedStream<T, WidenedOne<K>> {
    return new KeyedStream<T, WidenedOne<K>>(this.graph, this.graph.add({ type: "keyBy" }, [this.node], { key }));
  }

  union(...others: DataStream<T>[]): DataStream<T> {
    const inputs = [this.node, ...others.map(({ node }) => node)];
    return new DataStream<T>(this.graph, this.graph.add({ type: "union" }, inputs));
  }

  connect<B>(other: DataStream<B>): ConnectedStreams<T, B>;
  connect<B>(other: BroadcastStream<B>): BroadcastConnectedStream<T, B>;
  connect<B>(other: DataStream<B> | BroadcastStream<B>): ConnectedStreams<T, B> | BroadcastConnectedStream<T, B> {
    if (other instanceof BroadcastStream) return new BroadcastConnectedStream<T, B>(this, other);
    return new ConnectedStreams<T, B>(this, other);
  }

  /** Elements in turn to all subtasks of what follows, which evens out a skew. */
  rebalance(): DataStream<T> {
    return this.#partitioned("rebalance");
  }

  /** The same, but each subtask gives to its own few: nothing crosses the network where the numbers fit. */
  rescale(): DataStream<T> {
    return this.#partitioned("rescale");
  }

  /** To subtasks by chance. */
  shuffle(): DataStream<T> {
    return this.#partitioned("shuffle");
  }

  /** To the subtask of the same number, in the order they came; both sides have equally many. */
  forward(): DataStream<T> {
    return this.#partitioned("forward");
  }

  /** All to the first subtask. */
  global(): DataStream<T> {
    return this.#partitioned("global");
  }

  /** Every subtask gets every element. */
  broadcast(): DataStream<T>;
  /** The same, to be kept in broadcast state under these descriptors. */
  broadcast<K extends JsonOf<K>, V extends JsonOf<V>>(...states: MapStateDescriptor<K, V>[]): BroadcastStream<T>;
  broadcast(...states: { readonly name: string }[]): DataStream<T> | BroadcastStream<T> {
    if (states.length === 0) return this.#partitioned("broadcast");
    return new BroadcastStream<T>(
      this.graph,
      this.node,
      states.map(({ name }) => name),
    );
  }

  /** Pairs elements of equal keys that fall into one window. */
  join<B>(other: DataStream<B>): JoinedStreams<T, B> {
    return new JoinedStreams<T, B>(this, other);
  }

  /** Like `join`, with all elements of both sides at once, so that a side may be empty. */
  coGroup<B>(other: DataStream<B>): CoGroupedStreams<T, B> {
    return new CoGroupedStreams<T, B>(this, other);
  }

  /** Only what comes after it has these times and watermarks. */
  assignTimestampsAndWatermarks(strategy: WatermarkStrategy<T>): SingleOutputStreamOperator<T> {
    const { watermarks, functions } = recordWatermarks(strategy);
    return new SingleOutputStreamOperator<T>(
      this.graph,
      this.graph.add({ type: "watermarks", watermarks }, [this.node], functions),
    );
  }

  /** A KafkaSink keeps state, its transactions: the job is refused if it has no uid. */
  sinkTo(sink: KafkaSink<T> | DiscardingSink<T>): DataStreamSink {
    if (!(sink instanceof KafkaSink)) return new DataStreamSink(this.graph.add({ type: "discard" }, [this.node]));
    const { shape, serializer } = sink;
    const functions = shape.topic === null ? { serializer } : {};
    return new DataStreamSink(this.graph.add({ type: "kafkaSink", sink: shape }, [this.node], functions, true));
  }

  /** Writes each element to the TaskManager's log, where the run shows it. */
  print(identifier = ""): DataStreamSink {
    return new DataStreamSink(this.graph.add({ type: "print", identifier }, [this.node]));
  }

  #partitioned(by: Partitioning): DataStream<T> {
    return new DataStream<T>(this.graph, this.graph.add({ type: "partition", by }, [this.node]));
  }

  private operator<R>(type: "map" | "filter" | "flatMap" | "process", given: unknown): SingleOutputStreamOperator<R> {
    return new SingleOutputStreamOperator<R>(this.graph, this.graph.add({ type }, [this.node], { [type]: given }));
  }
}

/** A stream that comes out of one operator, which can be named and tuned. */
export class SingleOutputStreamOperator<T> extends DataStream<T> implements NeedsUid<T> {
  /** Unique in the job. State in a savepoint belongs to it. */
  uid(uid: string): this {
    return tuned(this, { uid: notEmpty("uid", uid) });
  }

  name(name: string): this {
    return tuned(this, { name });
  }

  setParallelism(parallelism: number): this {
    return tuned(this, { parallelism: wholeFromOne("setParallelism", parallelism) });
  }

  /** The number of key groups: the most subtasks there can ever be. */
  setMaxParallelism(maxParallelism: number): this {
    return tuned(this, { maxParallelism: wholeFromOne("setMaxParallelism", maxParallelism) });
  }

  /** Begins a new chain: it is not chained to what is before it; what comes after may be chained to it. */
  startNewChain(): this {
    return tuned(this, { chaining: "head" });
  }

  /** A task of its own. */
  disableChaining(): this {
    return tuned(this, { chaining: "never" });
  }

  /** Shares slots with operators of the same group only; what follows is of its group, unless told. */
  slotSharingGroup(slotSharingGroup: string): this {
    return tuned(this, { slotSharingGroup });
  }

  /** What this operator's function put out under a tag. */
  getSideOutput<X>(tag: OutputTag<X>): DataStream<X> {
    return new DataStream<X>(this.graph, this.graph.add({ type: "sideOutput", tag: tag.id }, [this.node]));
  }
}

export class DataStreamSink {
  readonly node: Node;

  constructor(node: Node) {
    this.node = node;
  }

  uid(uid: string): this {
    return tuned(this, { uid: notEmpty("uid", uid) });
  }

  name(name: string): this {
    return tuned(this, { name });
  }

  setParallelism(parallelism: number): this {
    return tuned(this, { parallelism: wholeFromOne("setParallelism", parallelism) });
  }

  setMaxParallelism(maxParallelism: number): this {
    return tuned(this, { maxParallelism: wholeFromOne("setMaxParallelism", maxParallelism) });
  }

  disableChaining(): this {
    return tuned(this, { chaining: "never" });
  }

  slotSharingGroup(slotSharingGroup: string): this {
    return tuned(this, { slotSharingGroup });
  }
}

/** A stream whose elements have a key. What keeps state is made here, and needs a uid. */
export class KeyedStream<T, K> {
  readonly graph: Graph;
  readonly node: Node;
  declare readonly keyed: (element: T, key: K) => [T, K];

  constructor(graph: Graph, node: Node) {
    this.graph = graph;
    this.node = node;
  }

  map<R extends JsonOf<R>>(mapper: RichMapFunction<T, R>): NeedsUid<R>;
  map<R extends JsonOf<R>>(mapper: MapFunction<T, R>): SingleOutputStreamOperator<WidenedOne<R>>;
  map<R>(mapper: unknown): SingleOutputStreamOperator<R> {
    return this.operator("map", { map: mapper }, mapper instanceof RichFunction);
  }

  filter(filter: RichFilterFunction<T>): NeedsUid<T>;
  filter(filter: FilterFunction<T>): SingleOutputStreamOperator<T>;
  filter(filter: unknown): SingleOutputStreamOperator<T> {
    return this.operator("filter", { filter }, filter instanceof RichFunction);
  }

  flatMap<R extends JsonOf<R>>(flatMapper: RichFlatMapFunction<T, R>): NeedsUid<R>;
  flatMap<R extends JsonOf<R>>(flatMapper: FlatMapFunction<T, R>): SingleOutputStreamOperator<R>;
  flatMap<R>(flatMapper: unknown): SingleOutputStreamOperator<R> {
    return this.operator("flatMap", { flatMap: flatMapper }, flatMapper instanceof RichFunction);
  }

  process<R extends JsonOf<R>>(processFunction: KeyedProcessFunction<K, T, R>): NeedsUid<R> {
    return this.operator("keyedProcess", { process: processFunction }, true);
  }

  /** Emits, for each element, what its key's elements have come to so far. */
  reduce(reducer: ReduceFunction<T>): NeedsUid<T> {
    return this.operator("keyedReduce", { reduce: reducer }, true);
  }

  window<W extends TimeWindow | GlobalWindow>(assigner: WindowAssigner<W>): WindowedStream<T, K, W> {
    return new WindowedStream<T, K, W>(this.graph, this.node, assigner.shape);
  }

  /** Windows of `size` elements of a key. */
  countWindow(size: number): WindowedStream<T, K, GlobalWindow> {
    return this.window(GlobalWindows.create()).trigger(PurgingTrigger.of(CountTrigger.of(size)));
  }

  intervalJoin<B>(other: KeyedStream<B, K>): IntervalJoin<T, B> {
    return new IntervalJoin<T, B>(this.graph, this.node, other.node);
  }

  connect<B>(other: KeyedStream<B, K>): KeyedConnectedStreams<K, T, B>;
  connect<B>(other: BroadcastStream<B>): BroadcastConnectedStream<T, B, K>;
  connect<B>(
    other: KeyedStream<B, K> | BroadcastStream<B>,
  ): KeyedConnectedStreams<K, T, B> | BroadcastConnectedStream<T, B, K> {
    if (other instanceof BroadcastStream) return new BroadcastConnectedStream<T, B, K>(this, other);
    return new KeyedConnectedStreams<K, T, B>(this.graph, this.node, other.node);
  }

  private operator<R>(
    type: "map" | "filter" | "flatMap" | "keyedProcess" | "keyedReduce",
    functions: Readonly<Record<string, unknown>>,
    stateful: boolean,
  ): SingleOutputStreamOperator<R> {
    return new SingleOutputStreamOperator<R>(this.graph, this.graph.add({ type }, [this.node], functions, stateful));
  }
}

function wholeFromOne(call: string, value: number): number {
  if (!Number.isInteger(value) || value < 1) throw new RangeError(`${call} takes a whole number from 1, not ${value}`);
  return value;
}

function notEmpty(what: string, text: string): string {
  if (text.trim() === "") throw new Error(`a ${what} is not empty`);
  return text;
}

function tuned<O extends { readonly node: Node }>(operator: O, told: Partial<Node>): O {
  Object.assign(operator.node, told);
  return operator;
}
