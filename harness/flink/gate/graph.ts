import { Ajv, type ErrorObject } from "ajv";
import type { WindowShape } from "../api/windows.ts";
import { JobRefused } from "../submit/index.ts";
import type { Reach } from "./reach.ts";
import { GRAPH } from "./shapes.ts";

/** Letters of a graph; the largest of the course has some ten thousand. */
const LONGEST = 1_000_000;

/** Windows that one element may be put into: Flink makes a list of them for each. */
const MOST_WINDOWS = 10_000;

interface Kafka {
  readonly bootstrapServers: string;
}

interface Graph {
  readonly nodes: readonly {
    readonly id: number;
    readonly name: string;
    readonly inputs: readonly number[];
    readonly operation: {
      readonly source?: Kafka & { readonly topics: readonly string[] };
      readonly sink?: Kafka & { readonly topic: string | null };
      readonly window?: { readonly assigner: WindowShape };
    };
  }[];
}

// What an operation's type says decides which of its shapes is meant, so that an error is told of that one.
const isGraph = new Ajv({ discriminator: true }).compile<Graph>(GRAPH);

/**
 * Judges the text that a submission's process gave for its job's graph, which may be anything: it must be a graph as
 * `#flink` records it, and what it reads and writes must be what the check made. The runner refuses a job whose
 * JavaScript records another graph than this one.
 *
 * @throws JobRefused
 */
export function insistOnGraph(text: string, reach: Reach): void {
  if (text.length > LONGEST) throw new JobRefused(`the job's graph has more than ${LONGEST} letters`);
  const { nodes } = read(text);
  for (const [index, { id, name, inputs, operation }] of nodes.entries()) {
    if (id !== index || inputs.some((input) => input >= index)) throw odd(`its operator ${index + 1} is out of order`);
    const { source, sink, window } = operation;
    for (const { bootstrapServers } of [source, sink].filter((one) => one !== undefined)) {
      for (const broker of bootstrapServers.split(",")) insistOnOne(name, "broker", broker.trim(), reach.brokers);
    }
    for (const topic of source?.topics ?? []) insistOnOne(name, "topic", topic, reach.topics);
    if (sink && sink.topic !== null) insistOnOne(name, "topic", sink.topic, reach.topics);
    if (window?.assigner.kind === "sliding") {
      const { sizeMs, slideMs } = window.assigner;
      if (!(sizeMs / slideMs <= MOST_WINDOWS)) {
        throw new JobRefused(
          `the sliding window of "${name}" puts each element into size / slide windows; at most ${MOST_WINDOWS} here`,
        );
      }
    }
  }
}

function read(text: string): Graph {
  let graph: unknown;
  try {
    graph = JSON.parse(text);
  } catch {
    throw odd("it is no JSON");
  }
  // So that whatever else parses it, a name given twice for one, sees what is judged here.
  if (JSON.stringify(graph) !== text) throw odd("it is not written as JSON.stringify writes it");
  if (isGraph(graph)) return graph;
  throw odd(told(isGraph.errors ?? []));
}

function told(errors: readonly ErrorObject[]): string {
  const deepest = errors.toSorted((a, b) => b.instancePath.length - a.instancePath.length)[0];
  return deepest ? `${deepest.instancePath.slice(0, 200) || "it"} ${deepest.message}` : "it is none";
}

function odd(why: string): JobRefused {
  return new JobRefused(`the job's graph is not one that #flink records: ${why}`);
}

function insistOnOne(operator: string, what: "broker" | "topic", name: string, allowed: readonly string[]): void {
  if (allowed.includes(name)) return;
  const there = allowed.length === 0 ? `this check has no ${what}` : `this check's: ${allowed.join(", ")}`;
  throw new JobRefused(`"${operator}" uses the ${what} "${name}", which is none of this check's; ${there}`);
}
