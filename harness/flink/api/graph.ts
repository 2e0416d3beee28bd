/** The recorded graph: what `build(env)` said, as data for the runner, and the functions it named, for the bridge. */
import { RichFunction } from "./functions.ts";
import type { KafkaSinkShape } from "./kafka-sink.ts";
import type { KafkaSourceShape } from "./kafka-source.ts";
import type { AlignmentShape, GeneratorShape } from "./watermarks.ts";
import type { TriggerShape, WindowShape } from "./windows.ts";

/** How event time is got, where it is. */
export interface WatermarksShape {
  readonly generator: GeneratorShape;
  readonly idlenessMs: number | null;
  readonly alignment: AlignmentShape | null;
  /** Whether a function gives an element's time. */
  readonly timestamps: boolean;
}

export interface WindowSettings {
  readonly assigner: WindowShape;
  readonly allowedLatenessMs: number;
  readonly lateTag: string | null;
  readonly trigger: TriggerShape | null;
}

/** To which subtasks elements go; without any, forward where both sides have as many subtasks, else rebalance. */
export type Partitioning = "forward" | "rebalance" | "rescale" | "shuffle" | "broadcast" | "global";

/** What an operator is; the runner has one case for each. */
export type Operation =
  | { readonly type: "fromData"; readonly elements: readonly string[] }
  | { readonly type: "kafkaSource"; readonly source: KafkaSourceShape; readonly watermarks: WatermarksShape }
  | { readonly type: "watermarks"; readonly watermarks: WatermarksShape }
  | { readonly type: "map" | "filter" | "flatMap" | "process" | "keyBy" | "keyedProcess" | "keyedReduce" }
  | { readonly type: "union" }
  | { readonly type: "partition"; readonly by: Partitioning }
  | { readonly type: "sideOutput"; readonly tag: string }
  | { readonly type: "coMap" | "coFlatMap" | "coProcess" | "keyedCoProcess" }
  | { readonly type: "broadcastProcess" | "keyedBroadcastProcess"; readonly states: readonly string[] }
  | {
      readonly type: "intervalJoin";
      readonly lowerMs: number;
      readonly upperMs: number;
      readonly lowerInclusive: boolean;
      readonly upperInclusive: boolean;
      readonly leftLateTag: string | null;
      readonly rightLateTag: string | null;
    }
  | {
      readonly type: "windowReduce" | "windowAggregate" | "windowProcess";
      readonly window: WindowSettings;
      /** Whether a ProcessWindowFunction is given what was reduced or aggregated. */
      readonly windowFunction: boolean;
    }
  | { readonly type: "windowJoin" | "windowCoGroup"; readonly window: WindowSettings }
  | { readonly type: "kafkaSink"; readonly sink: KafkaSinkShape }
  | { readonly type: "print"; readonly identifier: string }
  | { readonly type: "discard" };

/** An operator as it is recorded. */
export interface Node {
  readonly id: number;
  readonly operation: Operation;
  readonly inputs: readonly number[];
  /** The functions a learner gave, by role; they never leave this process. */
  readonly functions: Readonly<Record<string, unknown>>;
  /** Whether a savepoint holds something of it, which is found again by its uid. */
  readonly stateful: boolean;
  uid?: string;
  name?: string;
  parallelism?: number;
  maxParallelism?: number;
  /** "head": chained to nothing before it; "never": nor to anything after it. */
  chaining?: "head" | "never";
  slotSharingGroup?: string;
}

/** What `env` was told about the job as a whole. */
export interface JobSettings {
  parallelism?: number;
  maxParallelism?: number;
  operatorChaining?: false;
  checkpointIntervalMs?: number;
  checkpointingMode?: "EXACTLY_ONCE" | "AT_LEAST_ONCE";
  configuration: Record<string, string>;
}

const SINKS = new Set<Operation["type"]>(["kafkaSink", "print", "discard"]);

/** These hand on the very elements of their inputs: whoever shares one of those shares what comes out. */
const HANDS_ON = new Set<Operation["type"]>(["union", "partition", "watermarks", "filter"]);

const COLLECTS = new Set<Operation["type"]>([
  "flatMap",
  "process",
  "keyedProcess",
  "coFlatMap",
  "coProcess",
  "keyedCoProcess",
  "broadcastProcess",
  "keyedBroadcastProcess",
  "intervalJoin",
  "windowProcess",
  "windowCoGroup",
  "sideOutput",
]);

/** Records operators in the order of their making. */
export class Graph {
  readonly settings: JobSettings = { configuration: {} };
  readonly nodes: Node[] = [];

  add(
    operation: Operation,
    inputs: readonly Node[],
    functions: Readonly<Record<string, unknown>> = {},
    stateful = false,
  ): Node {
    if (inputs.some((input) => this.nodes[input.id] !== input)) {
      throw new Error("a stream of another environment: a job is made of the streams of the env it is given");
    }
    const node = { id: this.nodes.length, operation, inputs: inputs.map(({ id }) => id), functions, stateful };
    this.nodes.push(node);
    return node;
  }

  /**
   * Judges the whole and gives it as text, the same for the same program.
   * @throws Error  no sink, a cycle, a uid given twice, none where state lives
   */
  finish(): string {
    if (!this.nodes.some(({ operation }) => SINKS.has(operation.type))) {
      throw new Error("the job has no sink: nothing would come out of it; end a stream with sinkTo(…)");
    }
    const owners = new Map<string, Node>();
    for (const node of this.nodes) {
      const { id, inputs, uid, operation } = node;
      // No call makes one, but inputs can be changed behind our back.
      if (inputs.some((input) => input >= id)) {
        throw new Error(
          `${spoken(node)} reads what comes after it: Flink 2 has no cycles; write to a topic and read it`,
        );
      }
      if (node.stateful && uid === undefined) {
        throw new Error(`${spoken(node)} keeps state and has no uid: call .uid("…"), by which a savepoint finds it`);
      }
      if (uid === undefined) continue;
      const owner = owners.get(uid);
      if (owner)
        throw new Error(`the uid "${uid}" is given to two operators, ${operation.type} and ${owner.operation.type}`);
      owners.set(uid, node);
    }
    this.#refuseSharedInstances();
    const shared = this.#shared();
    const nodes = this.nodes.map(({ functions, stateful, ...node }) => ({
      ...node,
      name: node.name ?? node.uid ?? node.operation.type,
      functions: Object.keys(functions).sort(),
      shared: node.inputs.some((input) => shared.has(input)),
    }));
    return JSON.stringify({ settings: this.settings, nodes });
  }

  /** In a cluster each operator has an instance of its own; here both would be one, with one state. */
  #refuseSharedInstances(): void {
    const owners = new Map<unknown, Node>();
    for (const node of this.nodes) {
      for (const given of Object.values(node.functions)) {
        if (!(given instanceof RichFunction)) continue;
        const owner = owners.get(given);
        if (owner) throw new Error(`${spoken(owner)} and ${spoken(node)} are given one and the same object: make two`);
        owners.set(given, node);
      }
    }
  }

  /** The streams whose elements others may hold too: an operator works on copies of them. */
  #shared(): Set<number> {
    const [consumed, shared] = [new Set<number>(), new Set<number>()];
    for (const { inputs } of this.nodes)
      for (const input of inputs) (consumed.has(input) ? shared : consumed).add(input);
    for (const node of this.nodes) {
      const handsOnShared = HANDS_ON.has(node.operation.type) && node.inputs.some((input) => shared.has(input));
      if (handsOnShared || collects(node)) shared.add(node.id);
    }
    return shared;
  }
}

/** Whether its elements are what a function collected: it may keep such an object, and collect it again. */
function collects({ operation, functions }: Node): boolean {
  if (operation.type === "windowReduce" || operation.type === "windowAggregate") return operation.windowFunction;
  return COLLECTS.has(operation.type) || (operation.type === "kafkaSource" && "deserializer" in functions);
}

function spoken({ operation, name }: Node): string {
  return name === undefined ? `the operator ${operation.type}` : `the operator "${name}" (${operation.type})`;
}
