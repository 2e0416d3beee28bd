import { existsSync } from "node:fs";
import { EXIT, Problem } from "../problem.ts";
import type { Given } from "../time/given.ts";
import { type Happening, script } from "../time/notation.ts";
import type { Operator } from "../time/operator.ts";
import { type Drawing, type Picture, picture } from "../time/picture.ts";
import { trace } from "../time/trace.ts";
import { type Called, TypedStream } from "./declare.ts";
import type { AnyDraw } from "./declared.ts";
import { open } from "./open.ts";
import { Thrown } from "./wire.ts";

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
export interface Files {
  learner: string;
  /** May not be there: a student's repository has no references. */
  reference: string;
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
  draw: AnyDraw,
  { learner, reference }: Files,
  stream: TypedStream,
  options: Record<string, number>,
): Promise<Drawn> {
  const operator = drawable(draw.operator(options, stream));
  const compared = existsSync(reference);
  const [yours, expected] = await Promise.all([
    outcomeOf(learner, draw, stream, options),
    compared ? outcomeOf(reference, draw, stream, options) : undefined,
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
  file: string,
  draw: AnyDraw,
  stream: TypedStream,
  options: Record<string, number>,
  withinMs = WITHIN_MS,
): Promise<Outcome> {
  const opened = open(file, withinMs);
  try {
    const functions = await opened.load().catch((error: unknown) => {
      throw error instanceof Thrown ? new Unloadable(`cannot be loaded: ${inWords(error)}`) : error;
    });
    return { state: "given", given: await draw.run(complete(functions), stream, options) };
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error instanceof Thrown) {
      return error.kind === "NotImplemented"
        ? { state: "not implemented", what: error.message.split("\n")[0] ?? "" }
        : { state: "failed", how: `threw ${inWords(error)}` };
    }
    // By name: `draw.ts` has loaded its own copies of these classes.
    if (["NoAnswer", "Unusable", "Unloadable"].includes(error.name)) return { state: "failed", how: error.message };
    if (error.name === "NotThisStream") {
      throw new Problem(`${error.message}.`, { remedy: draw.words, exitCode: EXIT.usage });
    }
    throw error;
  } finally {
    await opened.close();
  }
}

class Unloadable extends Error {
  override readonly name = "Unloadable";
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

function inWords({ kind, message }: Thrown): string {
  return `${kind}: ${message.split("\n")[0]}`;
}
