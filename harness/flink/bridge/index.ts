/**
 * The bridge between a recorded job and the runner in Java: bundled with the job, it lives in GraalJS. Node uses
 * `record` only, for its dry run. Its whole surface is what `openBridge` returns.
 */
import { StreamExecutionEnvironment } from "../api/environment.ts";
import type { Node } from "../api/graph.ts";
import * as adapters from "./adapters.ts";
import * as edges from "./edges.ts";
import * as processes from "./process.ts";

type Adapter = (given: never, host: never) => adapters.Calls;

/** By the role a function has in its operator; some are told apart by the operator. */
const ADAPTERS: Readonly<Record<string, Adapter>> = {
  map: adapters.map,
  filter: adapters.filter,
  flatMap: adapters.flatMap,
  "coMap.both": adapters.coMap,
  "coFlatMap.both": adapters.coFlatMap,
  "keyBy.key": adapters.keyBy,
  reduce: adapters.reduce,
  aggregate: adapters.aggregate,
  window: adapters.processWindow,
  "process.process": processes.process,
  "keyedProcess.process": processes.keyedProcess,
  "coProcess.process": processes.coProcess,
  "keyedCoProcess.process": processes.keyedCoProcess,
  "broadcastProcess.process": processes.broadcastProcess,
  "keyedBroadcastProcess.process": processes.broadcastProcess,
  "intervalJoin.process": adapters.intervalJoin,
  "windowJoin.apply": adapters.windowJoin,
  "windowCoGroup.apply": adapters.windowCoGroup,
  timestamps: edges.timestamps,
  generator: edges.generator,
  deserializer: edges.kafkaDeserializer,
  serializer: edges.kafkaSerializer,
};

/**
 * @param build  the learner's job
 */
export function openBridge(build: (env: StreamExecutionEnvironment, ...args: unknown[]) => unknown) {
  let nodes: readonly Node[] = [];
  return {
    /** Runs the job's definition. @param args  what it is given after `env`, a JSON array. @returns the graph's text */
    record(args: string): string {
      const env = new StreamExecutionEnvironment();
      const result = build(env, ...JSON.parse(args));
      if (typeof result === "object" && result !== null && "then" in result) {
        throw new Error("the job's function is async: it records the job, and must be done when it returns");
      }
      const graph = env.graph.finish();
      nodes = env.graph.nodes;
      return graph;
    },

    /** The calls of one function of one operator. */
    open(id: number, role: string, host: never): adapters.Calls {
      const node = nodes[id];
      if (node === undefined || !(role in node.functions)) throw new Error(`operator ${id} has no function "${role}"`);
      const adapter = ADAPTERS[`${node.operation.type}.${role}`] ?? ADAPTERS[role];
      if (adapter === undefined) throw new Error(`no adapter for ${node.operation.type}.${role}`);
      return adapter(node.functions[role] as never, host);
    },

    /**
     * What its author wrote for a call, where a failure of ours has to say which function it is about: the function, the
     * method, or the class of the object where no call is named or the method is not there.
     */
    written(id: number, role: string, call: string | null): unknown {
      const given = nodes[id]?.functions[role];
      if (typeof given !== "object" || given === null) return given;
      const methods = given as Readonly<Record<string, unknown>>;
      const name = call ?? "";
      return methods[name] ?? methods[name.replace("flatMap", "map")] ?? given.constructor;
    },

    parse: JSON.parse,
    stringify: JSON.stringify,
  };
}
