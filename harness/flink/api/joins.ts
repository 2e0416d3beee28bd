/** https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/operators/joining/ */
import type { Duration } from "./duration.ts";
import type { CoGroupFunction, JoinFunction, KeySelector, OutputTag, ProcessJoinFunction } from "./functions.ts";
import type { Graph, Node, WindowSettings } from "./graph.ts";
import type { JsonOf } from "./json.ts";
import { type DataStream, type NeedsUid, SingleOutputStreamOperator } from "./streams.ts";
import type { TimeWindow, Trigger, WindowAssigner } from "./windows.ts";

/** `left.intervalJoin(right)`, before its bounds are told. */
export class IntervalJoin<L, R> {
  readonly #graph: Graph;
  readonly #inputs: readonly [Node, Node];
  declare readonly sides: (left: L, right: R) => void;

  constructor(graph: Graph, left: Node, right: Node) {
    this.#graph = graph;
    this.#inputs = [left, right];
  }

  /** Pairs where left + lower <= right <= left + upper, in event time. Both bounds are inclusive unless told. */
  between(lowerBound: Duration, upperBound: Duration): IntervalJoined<L, R> {
    const [lowerMs, upperMs] = [lowerBound.toMillis(), upperBound.toMillis()];
    if (lowerMs > upperMs)
      throw new RangeError(`the lower bound, ${lowerMs} ms, is above the upper one, ${upperMs} ms`);
    return new IntervalJoined<L, R>(this.#graph, this.#inputs, lowerMs, upperMs);
  }
}

export class IntervalJoined<L, R> {
  readonly #graph: Graph;
  readonly #inputs: readonly [Node, Node];
  readonly #lowerMs: number;
  readonly #upperMs: number;
  #lowerInclusive = true;
  #upperInclusive = true;
  #leftLateTag: string | null = null;
  #rightLateTag: string | null = null;

  constructor(graph: Graph, inputs: readonly [Node, Node], lowerMs: number, upperMs: number) {
    this.#graph = graph;
    this.#inputs = inputs;
    this.#lowerMs = lowerMs;
    this.#upperMs = upperMs;
  }

  lowerBoundExclusive(): this {
    this.#lowerInclusive = false;
    return this;
  }

  upperBoundExclusive(): this {
    this.#upperInclusive = false;
    return this;
  }

  /** Where left elements go that are behind the watermark. */
  sideOutputLeftLateData(tag: OutputTag<L>): this {
    this.#leftLateTag = tag.id;
    return this;
  }

  sideOutputRightLateData(tag: OutputTag<R>): this {
    this.#rightLateTag = tag.id;
    return this;
  }

  process<O extends JsonOf<O>>(process: ProcessJoinFunction<L, R, O>): NeedsUid<O> {
    const operation = {
      type: "intervalJoin",
      lowerMs: this.#lowerMs,
      upperMs: this.#upperMs,
      lowerInclusive: this.#lowerInclusive,
      upperInclusive: this.#upperInclusive,
      leftLateTag: this.#leftLateTag,
      rightLateTag: this.#rightLateTag,
    } as const;
    return new SingleOutputStreamOperator<O>(this.#graph, this.#graph.add(operation, this.#inputs, { process }, true));
  }
}

/** `first.join(second)`, before its keys are told. */
export class JoinedStreams<A, B> {
  readonly #first: DataStream<A>;
  readonly #second: DataStream<B>;

  constructor(first: DataStream<A>, second: DataStream<B>) {
    this.#first = first;
    this.#second = second;
  }

  where<K extends JsonOf<K>>(firstKey: KeySelector<A, K>): EqualTo<B, K, JoinWindow<A, B>> {
    return equalTo(
      this.#first,
      firstKey,
      this.#second,
      (graph, inputs, window) => new JoinWindow(graph, inputs, window),
    );
  }
}

/** `first.coGroup(second)`, before its keys are told. */
export class CoGroupedStreams<A, B> {
  readonly #first: DataStream<A>;
  readonly #second: DataStream<B>;

  constructor(first: DataStream<A>, second: DataStream<B>) {
    this.#first = first;
    this.#second = second;
  }

  where<K extends JsonOf<K>>(firstKey: KeySelector<A, K>): EqualTo<B, K, CoGroupWindow<A, B>> {
    return equalTo(
      this.#first,
      firstKey,
      this.#second,
      (graph, inputs, window) => new CoGroupWindow(graph, inputs, window),
    );
  }
}

interface EqualTo<B, K, Window> {
  equalTo(secondKey: KeySelector<B, K>): { window(assigner: WindowAssigner<TimeWindow>): Window };
}

function equalTo<A, B, K extends JsonOf<K>, Window>(
  first: DataStream<A>,
  firstKey: KeySelector<A, K>,
  second: DataStream<B>,
  windowed: (graph: Graph, inputs: readonly [Node, Node], window: WindowSettings) => Window,
): EqualTo<B, K, Window> {
  return {
    equalTo: (secondKey) => ({
      window: ({ shape }) => {
        const inputs = [first.keyBy(firstKey).node, second.keyBy(secondKey).node] as const;
        return windowed(first.graph, inputs, { assigner: shape, allowedLatenessMs: 0, lateTag: null, trigger: null });
      },
    }),
  };
}

/** What both kinds of windowed joins can be told: each time another one is given, and this one stays as it is. */
abstract class WithWindow<Self> {
  readonly #graph: Graph;
  readonly #inputs: readonly [Node, Node];
  readonly #window: WindowSettings;

  constructor(graph: Graph, inputs: readonly [Node, Node], window: WindowSettings) {
    this.#graph = graph;
    this.#inputs = inputs;
    this.#window = window;
  }

  allowedLateness(lateness: Duration): Self {
    return this.#told({ allowedLatenessMs: lateness.toMillis() });
  }

  trigger(trigger: Trigger<TimeWindow>): Self {
    return this.#told({ trigger: trigger.shape });
  }

  protected abstract another(graph: Graph, inputs: readonly [Node, Node], window: WindowSettings): Self;

  protected add<O>(type: "windowJoin" | "windowCoGroup", apply: unknown): NeedsUid<O> {
    const node = this.#graph.add({ type, window: this.#window }, this.#inputs, { apply }, true);
    return new SingleOutputStreamOperator<O>(this.#graph, node);
  }

  #told(more: Partial<WindowSettings>): Self {
    return this.another(this.#graph, this.#inputs, { ...this.#window, ...more });
  }
}

export class JoinWindow<A, B> extends WithWindow<JoinWindow<A, B>> {
  declare readonly sides: (first: A, second: B) => void;

  /** Gives one result for each pair. */
  apply<O extends JsonOf<O>>(join: JoinFunction<A, B, O>): NeedsUid<O> {
    return this.add("windowJoin", join);
  }

  protected another(graph: Graph, inputs: readonly [Node, Node], window: WindowSettings): JoinWindow<A, B> {
    return new JoinWindow(graph, inputs, window);
  }
}

export class CoGroupWindow<A, B> extends WithWindow<CoGroupWindow<A, B>> {
  declare readonly sides: (first: A, second: B) => void;

  apply<O extends JsonOf<O>>(coGroup: CoGroupFunction<A, B, O>): NeedsUid<O> {
    return this.add("windowCoGroup", coGroup);
  }

  protected another(graph: Graph, inputs: readonly [Node, Node], window: WindowSettings): CoGroupWindow<A, B> {
    return new CoGroupWindow(graph, inputs, window);
  }
}
