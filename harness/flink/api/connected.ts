/**
 * Two streams that one function sees together.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/operators/overview/
 */
import {
  type BroadcastProcessFunction,
  type CoFlatMapFunction,
  type CoMapFunction,
  type CoProcessFunction,
  type KeyedBroadcastProcessFunction,
  type KeyedCoProcessFunction,
  type KeySelector,
  type RichCoFlatMapFunction,
  type RichCoMapFunction,
  RichFunction,
} from "./functions.ts";
import type { Graph, Node } from "./graph.ts";
import type { JsonOf } from "./json.ts";
import { type DataStream, type KeyedStream, type NeedsUid, SingleOutputStreamOperator } from "./streams.ts";

export class ConnectedStreams<A, B> {
  readonly #first: DataStream<A>;
  readonly #second: DataStream<B>;

  constructor(first: DataStream<A>, second: DataStream<B>) {
    this.#first = first;
    this.#second = second;
  }

  keyBy<K extends JsonOf<K>>(key1: KeySelector<A, K>, key2: KeySelector<B, K>): KeyedConnectedStreams<K, A, B> {
    const [first, second] = [this.#first.keyBy(key1), this.#second.keyBy(key2)];
    return new KeyedConnectedStreams<K, A, B>(first.graph, first.node, second.node);
  }

  map<R extends JsonOf<R>>(coMapper: CoMapFunction<A, B, R>): SingleOutputStreamOperator<R> {
    return this.#add("coMap", { both: coMapper });
  }

  flatMap<R extends JsonOf<R>>(coFlatMapper: CoFlatMapFunction<A, B, R>): SingleOutputStreamOperator<R> {
    return this.#add("coFlatMap", { both: coFlatMapper });
  }

  process<R extends JsonOf<R>>(coProcess: CoProcessFunction<A, B, R>): SingleOutputStreamOperator<R> {
    return this.#add("coProcess", { process: coProcess });
  }

  #add<R>(
    type: "coMap" | "coFlatMap" | "coProcess",
    functions: Readonly<Record<string, unknown>>,
  ): SingleOutputStreamOperator<R> {
    const { graph, node } = this.#first;
    return new SingleOutputStreamOperator<R>(graph, graph.add({ type }, [node, this.#second.node], functions));
  }
}

/** Elements of equal keys, of either stream, share state. */
export class KeyedConnectedStreams<K, A, B> {
  readonly #graph: Graph;
  readonly #inputs: readonly [Node, Node];
  declare readonly keyed: (key: K, first: A, second: B) => K;

  constructor(graph: Graph, first: Node, second: Node) {
    this.#graph = graph;
    this.#inputs = [first, second];
  }

  map<R extends JsonOf<R>>(coMapper: RichCoMapFunction<A, B, R>): NeedsUid<R>;
  map<R extends JsonOf<R>>(coMapper: CoMapFunction<A, B, R>): SingleOutputStreamOperator<R>;
  map<R>(coMapper: unknown): SingleOutputStreamOperator<R> {
    return this.#add("coMap", { both: coMapper }, coMapper instanceof RichFunction);
  }

  flatMap<R extends JsonOf<R>>(coFlatMapper: RichCoFlatMapFunction<A, B, R>): NeedsUid<R>;
  flatMap<R extends JsonOf<R>>(coFlatMapper: CoFlatMapFunction<A, B, R>): SingleOutputStreamOperator<R>;
  flatMap<R>(coFlatMapper: unknown): SingleOutputStreamOperator<R> {
    return this.#add("coFlatMap", { both: coFlatMapper }, coFlatMapper instanceof RichFunction);
  }

  process<R extends JsonOf<R>>(coProcess: KeyedCoProcessFunction<K, A, B, R>): NeedsUid<R> {
    return this.#add("keyedCoProcess", { process: coProcess }, true);
  }

  #add<R>(
    type: "coMap" | "coFlatMap" | "keyedCoProcess",
    functions: Readonly<Record<string, unknown>>,
    stateful: boolean,
  ): SingleOutputStreamOperator<R> {
    return new SingleOutputStreamOperator<R>(this.#graph, this.#graph.add({ type }, this.#inputs, functions, stateful));
  }
}

export class BroadcastStream<B> {
  readonly graph: Graph;
  readonly node: Node;
  readonly states: readonly string[];
  declare readonly element: (element: B) => B;

  constructor(graph: Graph, node: Node, states: readonly string[]) {
    this.graph = graph;
    this.node = node;
    this.states = states;
  }
}

/** `K` is never where the first stream has no keys. */
export class BroadcastConnectedStream<T, B, K = never> {
  readonly #stream: DataStream<T> | KeyedStream<T, K>;
  readonly #broadcast: BroadcastStream<B>;

  constructor(stream: DataStream<T> | KeyedStream<T, K>, broadcast: BroadcastStream<B>) {
    this.#stream = stream;
    this.#broadcast = broadcast;
  }

  process<R extends JsonOf<R>>(
    process: [K] extends [never] ? BroadcastProcessFunction<T, B, R> : KeyedBroadcastProcessFunction<K, T, B, R>,
  ): NeedsUid<R> {
    const { graph, node } = this.#stream;
    const type = node.operation.type === "keyBy" ? "keyedBroadcastProcess" : "broadcastProcess";
    const inputs = [node, this.#broadcast.node];
    return new SingleOutputStreamOperator<R>(
      graph,
      graph.add({ type, states: this.#broadcast.states }, inputs, { process }, true),
    );
  }
}
