import path from "node:path";
import {
  type Confinement,
  printable,
  Sandbox,
  SandboxEnded,
  type Staged,
  stageProgram,
  Unusable,
} from "../../sandbox/index.ts";
import { JobRefused, NEVER_RETURNED, type Position, type Recorder } from "../submit/index.ts";
import { insistOnGraph } from "./graph.ts";
import type { Reach } from "./reach.ts";

/** Milliseconds, once its process is there: the process itself stops what takes too long, unless it no longer can. */
const LONGEST_MS = 8_000;

const LONGEST_MESSAGE = 2_000;

const PROGRAM = path.join(import.meta.dirname, "recorder.ts");

/** The program, once for each folder of staged submissions. */
const programs = new Map<string, Promise<Staged>>();

/**
 * Records jobs of a submission: in a confined process, without a network, which is gone when the graph is there. What it
 * answers is taken for what it is: text of a stranger's.
 *
 * @param staging  the folder that its files are staged in
 */
export function confinedRecorder(staging: string, confinement: Confinement, reach: Reach): Recorder {
  return async (bundle, args) => {
    const program = programs.get(staging) ?? stageProgram(PROGRAM, staging);
    programs.set(staging, program);
    const sandbox = await Sandbox.open(await program, confinement);
    try {
      const graph = graphOf(await inTime(ask(sandbox, [bundle, args])));
      insistOnGraph(graph, reach);
      return graph;
    } catch (error) {
      if (error instanceof SandboxEnded) throw new JobRefused(`recording the job ended its process: ${error.why}`);
      if (error instanceof Unusable) throw new JobRefused(`recording the job gave no graph: ${error.message}`);
      throw error;
    } finally {
      await sandbox.close();
    }
  };
}

async function ask(sandbox: Sandbox, args: unknown[]): Promise<unknown> {
  const { record } = await sandbox.load();
  if (!record) throw new Error("the recorder's program has no record");
  return record(...args);
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new JobRefused(NEVER_RETURNED)), LONGEST_MS);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // It ends with its process.
    work.catch(() => {});
  }
}

function graphOf(answer: unknown): string {
  const { graph, refused, where } = (typeof answer === "object" && answer !== null ? answer : {}) as Partial<
    Record<"graph" | "refused" | "where", unknown>
  >;
  if (typeof refused === "string") {
    throw new JobRefused(printable(refused.slice(0, LONGEST_MESSAGE)), positionOf(where));
  }
  if (typeof graph !== "string") throw new JobRefused("recording the job gave no graph");
  return graph;
}

function positionOf(where: unknown): Position | undefined {
  const { file, line, column } = (typeof where === "object" && where !== null ? where : {}) as Partial<Position>;
  if (typeof file !== "string" || !Number.isSafeInteger(line) || !Number.isSafeInteger(column)) return undefined;
  return { file: printable(file.slice(0, 300)), line: Number(line), column: Number(column) };
}
