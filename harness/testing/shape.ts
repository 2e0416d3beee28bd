import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseSync } from "oxc-parser";
import { cut } from "../cut.ts";
import { brief, firstDifference } from "../feedback/difference.ts";
import { type Failure, ofProblem } from "../feedback/failure.ts";
import { FlinkRefused } from "../flink/http.ts";
import { SqlRefused } from "../flink/sql/refused.ts";
import { JobEnded } from "../flink/submit/ended.ts";
import { tellFailure } from "../flink/submit/failure.ts";
import { JobRefused } from "../flink/submit/refused.ts";
import { TooMuchToRead } from "../kafka/too-much.ts";
import { NotImplemented } from "../kata/index.ts";
import { fromRoot, ROOT } from "../paths.ts";
import { Problem } from "../problem.ts";
import { SandboxEnded, Unusable } from "../sandbox/ended.ts";
import { isStaged, shownFile } from "../sandbox/place.ts";
import { isAsyncIterable } from "../streams.ts";
import { type Call, DoesNotLoad, EndedBeforeCrash, MissingExport } from "../target/index.ts";
import { NotObserved } from "../until.ts";
import { Refusal } from "./confined.ts";
import { DeadlineExceeded } from "./deadline.ts";
import { Unmet } from "./expect.ts";
import { Falsified } from "./falsified.ts";
import type { JobNow } from "./job-box.ts";
import type { Scene, Stage } from "./scene.ts";

/** Letters of what an error says, in a sentence. */
const LONGEST = 500;

/** Kinds of which the smallest input says something; a function that is still to be written fails for every input. */
const FOUND_BY_INPUT = new Set<Failure["kind"]>(["wrong", "threw", "deadline"]);

interface Circumstances {
  calls: Call[];
  /** The file under test. */
  file: string;
  scene: Scene;
  /** How its jobs are. */
  jobs: JobNow[];
  stage: Stage;
  /** Whether a time-out is explained by what is on the servers. */
  look: boolean;
}

/** Turns what a check threw into what a learner reads. Looks at the servers where that explains it. */
export async function shapeFailure(error: unknown, at: Circumstances): Promise<Failure> {
  if (error instanceof Falsified) {
    const failure = await shapeFailure(error.cause, at);
    if (!FOUND_BY_INPUT.has(failure.kind)) return failure;
    return { ...failure, counterexample: told(error.counterexample) };
  }
  if (error instanceof NotImplemented) return { kind: "not-implemented", sentence: `${error.message}.`, evidence: [] };
  if (error instanceof MissingExport) return missingExport(error);
  // That a submission's process does not start is ours.
  if (error instanceof DoesNotLoad && error.cause instanceof Problem) return shapeFailure(error.cause, at);
  if (error instanceof DoesNotLoad) return doesNotLoad(error.cause, at.file);
  if (error instanceof Problem) return ofProblem(error);
  if (error instanceof SandboxEnded) return { kind: "unhandled", sentence: error.message, evidence: [] };
  const dead = await at.stage.unreachable();
  if (dead) return ofProblem(dead);
  if (error instanceof DeadlineExceeded || error instanceof NotObserved) {
    // A function's name keeps its small letter; "waited 10 s for ..." does not.
    const sentence = error instanceof NotObserved ? sentenceCase(error.message) : `${error.message}.`;
    return { kind: "deadline", sentence, evidence: await atTheEnd(at) };
  }
  if (error instanceof TooMuchToRead) return { kind: "wrong", sentence: sentenceCase(error.message), evidence: [] };
  if (error instanceof SqlRefused) return sqlRefused(error, at.file);
  const ofFlink = jobFailure(error);
  if (ofFlink) return { kind: "threw", ...ofFlink };
  if (error instanceof EndedBeforeCrash || error instanceof Unmet) {
    return {
      kind: "wrong",
      sentence: sentenceCase(error.message),
      evidence: error instanceof Unmet ? error.evidence : [],
    };
  }
  if (error instanceof Error && error.message.startsWith("process.exit unexpectedly called")) {
    const sentence = "Your code called process.exit, which would end the tests as well. Return, or throw, instead.";
    return { kind: "threw", sentence, evidence: [] };
  }
  const learners = at.calls.find(
    ({ outcome }) => outcome !== "pending" && "threw" in outcome && outcome.threw === error,
  );
  if (learners) {
    const given = learners.args.map(argumentText).join(", ");
    return {
      kind: "threw",
      sentence: `${learners.name} threw ${inWords(error)}.`,
      evidence: given ? [`called with  ${given}`] : [],
    };
  }
  if (isAssertion(error)) return wrong(error);
  // A generator throws while it is being read, long after it was called.
  if (error instanceof Error && error.stack?.includes(at.file)) {
    return { kind: "threw", sentence: `Your code threw ${inWords(error)}.`, evidence: [] };
  }
  if (error instanceof Unusable) return { kind: "threw", sentence: sentenceCase(error.message), evidence: [] };
  // What the test itself could not digest: for example, a result that is not what its type says.
  return {
    kind: "threw",
    sentence: `The check could not use what your code returned: ${inWords(error)}.`,
    evidence: [],
  };
}

/** Columns of a line of evidence. */
const WIDE = 74;

/** What is on the servers; what describes it is loaded only here, since most runs never need it. */
async function atTheEnd({ stage, scene, jobs, look }: Circumstances): Promise<string[]> {
  const ofJobs = jobs.flatMap(({ told }) => told);
  if (!look || scene.topics.length === 0) return ofJobs;
  const { blackBox } = await import("./black-box.ts");
  const seen = blackBox(stage, scene).catch((error: unknown) => [
    `the servers could not be looked at: ${inWords(error)}`,
  ]);
  return [...ofJobs, ...(await seen)];
}

/** A job that Flink refused, or that failed while it ran: the learner's line, the operator and the record. */
function jobFailure(error: unknown): Pick<Failure, "sentence" | "evidence"> | undefined {
  if (error instanceof JobRefused) {
    const { message, where } = error;
    const evidence = where ? [`at ${where.file}:${where.line}:${where.column}`] : [];
    return { sentence: `The job was refused: ${sentence(message)}`, evidence };
  }
  if (error instanceof FlinkRefused) return { sentence: `Flink refused it: ${sentence(error.message)}`, evidence: [] };
  if (!(error instanceof JobEnded)) return undefined;
  const { state, failure } = error;
  if (!failure) return { sentence: `The job ended as ${state}, and the check waits for another end.`, evidence: [] };
  const [said = "", ...laidOut] = tellFailure(failure).split("\n");
  // The end of a line of the stack is the learner's own line.
  const evidence = laidOut.map((line) => (/^\s*at /.test(line) ? line.trim() : cut(line.trimEnd(), WIDE)));
  return { sentence: `The job failed: ${sentence(said)}`, evidence };
}

/** A statement that Flink refused, with its place in the learner's file. */
function sqlRefused({ message, position, remedy }: SqlRefused, file: string): Failure {
  const line = readFileSync(file, "utf8").split("\n")[position.line - 1]?.trim();
  const evidence = [
    `at ${shownFile(file)}:${position.line}:${position.column}`,
    ...(line ? [cut(`  ${line}`, WIDE)] : []),
  ];
  return {
    kind: "threw",
    sentence: `Flink refused the SQL: ${sentence(message)}`,
    evidence: remedy === undefined ? evidence : [...evidence, remedy],
  };
}

function missingExport({ missing, exported }: MissingExport): Failure {
  const there = exported.length > 0 ? `It exports ${exported.join(", ")}.` : "It exports nothing.";
  const sentence = `The file does not export ${missing}, which this exercise's test calls. ${there}`;
  return { kind: "missing-export", sentence, evidence: [`Write it as: export async function ${missing}(...)`] };
}

function doesNotLoad(cause: unknown, learners: string): Failure {
  if (cause instanceof SandboxEnded) return { kind: "unhandled", sentence: cause.message, evidence: [] };
  // What does not parse was found when it was staged: a parser of this process never reads what a submission holds.
  if (cause instanceof Refusal) return { kind: "does-not-load", sentence: `${cause.message}.`, evidence: [] };
  if (isStaged(learners)) {
    return { kind: "does-not-load", sentence: `The file cannot be loaded: ${inWords(cause)}.`, evidence: [] };
  }
  // What does not parse may be another file, which the learner's imports.
  const named = cause instanceof Error && "id" in cause && typeof cause.id === "string" ? cause.id.split("?")[0] : "";
  for (const file of new Set([learners, named ?? ""])) {
    const [syntax] = existsSync(file) ? parseSync(file, readFileSync(file, "utf8")).errors : [];
    if (!syntax) continue;
    const what = file === learners ? "The file" : fromRoot(file);
    const frame = (syntax.codeframe ?? "")
      .replaceAll(ROOT + path.sep, "")
      .split("\n")
      .filter((line) => line.trim() !== "");
    return { kind: "does-not-load", sentence: `${what} does not parse: ${syntax.message}.`, evidence: frame.slice(1) };
  }
  return { kind: "does-not-load", sentence: `The file cannot be loaded: ${inWords(cause)}.`, evidence: [] };
}

/** An assertion's own words, and where its values first differ. */
function wrong(error: Error & { actual?: unknown; expected?: unknown }): Failure {
  // `expect(value, "sentence")` puts the sentence before Vitest's account of the values, which we give ourselves.
  const said = /^(.*?): expected /s.exec(error.message)?.[1];
  const values = "actual" in error && "expected" in error && error.expected !== undefined;
  return {
    kind: "wrong",
    sentence: sentenceCase(said ?? (values ? "The result is not the expected one" : error.message)),
    evidence: values ? firstDifference(error.expected, error.actual) : [],
  };
}

function isAssertion(error: unknown): error is Error & { actual?: unknown; expected?: unknown } {
  return error instanceof Error && error.name === "AssertionError";
}

/** A stream is told by how far it was read. */
function argumentText(argument: unknown): string {
  if (!isAsyncIterable(argument)) return brief(argument);
  const taken = "taken" in argument && typeof argument.taken === "number" ? argument.taken : undefined;
  return taken === undefined ? "a stream" : `a stream (${taken} ${taken === 1 ? "item" : "items"} taken)`;
}

/** Generated input that has a notation of its own is shown in it. */
function told(input: unknown): string {
  const own = typeof input === "object" && input !== null && Object.hasOwn(input, "toString");
  return own ? String(input) : brief(input, 400);
}

function inWords(error: unknown): string {
  if (!(error instanceof Error)) return brief(error);
  const lines = error.message.replaceAll(ROOT + path.sep, "").split(/[\n\r]+/);
  const said = lines.find((line) => line.trim() !== "")?.replace(/^\(intermediate value\)(\(.*?\))* is/, "it is");
  const words = said === undefined ? error.name : `${error.name}: ${said}`;
  return words.length > LONGEST ? `${words.slice(0, LONGEST)}...` : words;
}

function sentenceCase(text: string): string {
  return sentence(text.charAt(0).toUpperCase() + text.slice(1));
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
