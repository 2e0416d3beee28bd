import { existsSync } from "node:fs";
import path from "node:path";
import { NotImplemented } from "../kata/index.ts";
import { EXIT, Problem } from "../problem.ts";
import { SandboxEnded, Unusable } from "../sandbox/index.ts";
import type { Given } from "../time/given.ts";
import { type Happening, script } from "../time/notation.ts";
import type { Operator } from "../time/operator.ts";
import { type Drawing, type Picture, picture } from "../time/picture.ts";
import { trace } from "../time/trace.ts";
import { type Called, NotThisStream, TypedStream } from "./declare.ts";
import type { AnyDraw } from "./declared.ts";
import { type Opened, type Source, type Studio, Unloadable } from "./studio.ts";

/** For one side to load, run and answer. */
const WITHIN_MS = 5_000;
/** Longer streams, or more windows for an event, make no picture. */
const MOST_STEPS = 200;
const MOST_WINDOWS = 1_000;

/** What a file made of a stream. */
export type Outcome =
  | { state: "given"; given: Given[] }
  /** Which function; a sentence without a full stop. */
  | { state: "not implemented"; what: string }
  /** One sentence without a full stop, to complete "your code …". */
  | { state: "failed"; how: string };

/** Whose outcomes are drawn. */
export interface Sides {
  learner: Source;
  /** May not be there: a student's repository has no references. */
  reference: Source;
}

export interface Drawn {
  /** Undefined where there is nothing to draw. */
  picture: Picture | undefined;
  yours: Outcome;
  /** Whether the reference's outcome is part of the picture. */
  compared: boolean;
}

/** A typed stream as its exercise takes it. @throws Problem (exit 2) for a text that is no stream, or far too long */
export function readStream(text: string, draw: Pick<AnyDraw, "ends" | "words">): TypedStream {
  let happenings: Happening[];
  try {
    happenings = script(text);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new Problem(`${error.message}.`, { remedy: draw.words, exitCode: EXIT.usage });
  }
  if (happenings.length > MOST_STEPS) {
    throw new Problem(`A stream of ${happenings.length} steps is too long to be drawn; ${MOST_STEPS} are the most.`, {
      exitCode: EXIT.usage,
    });
  }
  const ended = happenings.some((one) => one.kind === "watermark" && one.watermark === Infinity);
  const end: Happening[] = draw.ends && !ended ? [{ kind: "watermark", input: "", watermark: Infinity }] : [];
  return new TypedStream([...happenings, ...end]);
}

/**
 * Runs a learner's file and the reference on a stream, each in a process of its own, and draws what they gave.
 *
 * @throws Problem (exit 2) for a stream or options with which even the reference cannot work
 */
export async function drawExercise(
  studio: Studio,
  { learner, reference }: Sides,
  draw: AnyDraw,
  stream: TypedStream,
  options: Record<string, number>,
): Promise<Drawn> {
  const operator = drawable(draw.operator(options, stream));
  const { folder, exercise } = reference;
  const compared = existsSync(path.join(folder, path.basename(exercise.file)));
  const [yours, expected] = await Promise.all([
    outcomeOf(studio, learner, draw, stream, options),
    compared ? outcomeOf(studio, reference, draw, stream, options) : undefined,
  ]);
  if (expected && expected.state !== "given") {
    const how = expected.state === "failed" ? expected.how : "is not implemented";
    throw new Problem(`With this stream and these options even the reference ${how}.`, {
      remedy: "Take a shorter stream, or options nearer to their defaults.",
      exitCode: EXIT.usage,
    });
  }
  const both: Drawing = { trace: trace(stream.happenings, operator) };
  if (draw.title) both.title = draw.title(options, stream);
  if (expected) both.expected = expected.given;
  else if (yours.state === "given") both.expected = yours.given;
  if (expected && yours.state === "given") both.actual = yours.given;
  return { picture: both.expected && picture(both), yours, compared };
}

function drawable(operator: Operator): Operator {
  const { windows } = operator;
  if (windows?.kind === "sliding" && windows.size / windows.slide > MOST_WINDOWS) {
    throw new Problem(`Each event would be in more than ${MOST_WINDOWS} windows, too many to draw.`, {
      remedy: "Take a smaller --size, or a larger --slide.",
      exitCode: EXIT.usage,
    });
  }
  return operator;
}

/** What a file makes of a stream. @throws Problem (exit 2) for a stream that the exercise does not take */
export async function outcomeOf(
  studio: Studio,
  source: Source,
  draw: AnyDraw,
  stream: TypedStream,
  options: Record<string, number>,
  withinMs = WITHIN_MS,
): Promise<Outcome> {
  let opened: Opened | undefined;
  try {
    opened = await studio.open(source, withinMs);
    const functions = await opened.load().catch((error: unknown) => {
      throw error instanceof SandboxEnded ? error : new Unloadable(`cannot be loaded: ${inWords(error)}`);
    });
    return { state: "given", given: await draw.run(complete(functions), stream, options) };
  } catch (error) {
    if (error instanceof NotThisStream) {
      throw new Problem(`${error.message}.`, { remedy: draw.words, exitCode: EXIT.usage });
    }
    if (error instanceof Problem) throw error;
    if (error instanceof NotImplemented) {
      return { state: "not implemented", what: error.message.split("\n")[0] ?? "" };
    }
    if (opened?.late()) {
      const how = `was not done after ${withinMs / 1000} s: a loop never ends, or a promise is never kept`;
      return { state: "failed", how };
    }
    return { state: "failed", how: failure(error) };
  } finally {
    await opened?.close();
  }
}

/** What became of code that gave nothing to draw, to complete "your code …". */
function failure(error: unknown): string {
  if (error instanceof SandboxEnded) {
    return error.exitCode === 0
      ? "ended its process (exit code 0) instead of returning"
      : `ended its process instead of returning: ${error.why}`;
  }
  if (error instanceof Unusable) return `gave what cannot be drawn: ${error.message}`;
  // By name: `draw.ts` has loaded its own copy of this class.
  if (error instanceof Error && ["Unusable", "Unloadable"].includes(error.name)) return error.message;
  return `threw ${inWords(error)}`;
}

type Functions = Record<string, (...args: unknown[]) => Promise<unknown>>;

/** A function that is not exported says so when it is called, and not that undefined is no function. */
function complete(functions: Functions): Called<Functions> {
  return new Proxy(functions, {
    get: (all, name: string) =>
      all[name] ??
      (async () => {
        throw new Unloadable(`does not export ${name}`);
      }),
  });
}

function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.name}: ${error.message.split("\n")[0]}`;
}
