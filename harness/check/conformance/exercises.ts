/**
 * Whether references of exercises do what Flink does: `draw.ts` says with which operator, or a `conformance.ts` beside the
 * reference how it is compared.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import type { Exercise } from "../../course/index.ts";
import { type AnyDraw, type Called, NotThisStream, readDraw, Studio, TypedStream } from "../../draw/index.ts";
import {
  type Conformance,
  type FlinkJvm,
  type FlinkStream,
  givenByFlink,
  type Row,
  type Style,
  stepsInFlink,
  streams,
  streamText,
  windowsInSql,
} from "../../flink/conformance/index.ts";
import type { TimedEvent, WindowResult } from "../../kata/index.ts";
import {
  firstGivenDifference,
  type Given,
  type Happening,
  type Operator,
  operatorText,
  type Windows,
  windowText,
} from "../../time/index.ts";

const WITHIN_MS = 60_000;
/** Kinds of windows' options that SQL is asked about: each is a query of its own. */
const SQL_OPTIONS = 4;

const STYLES = {
  events: { inputs: [""], events: true, watermarks: false, says: [] },
  "events and watermarks": { inputs: [""], events: true, watermarks: true, says: [] },
  reports: { inputs: ["a", "b", "c"], events: false, watermarks: true, says: ["idle"] },
} satisfies Record<string, Style>;

const END: Happening = { kind: "watermark", input: "", watermark: Infinity };

type Functions = Called<Record<string, (...args: unknown[]) => unknown>>;

/** A stream, and what the reference gives for it. */
interface Sample {
  stream: TypedStream;
  options: Record<string, number>;
  operator: Operator;
  given: Given[];
}

/** Streams of one style that a reference took. */
interface Comparison {
  exercise: Exercise;
  /** With the end of the input behind each, what the windows hold can be asked of SQL. */
  ended: boolean;
  samples: Sample[];
}

/** @param cases  streams of each style that an exercise takes; for SQL as many in all */
export async function compareExercises(
  flink: FlinkJvm,
  exercises: Exercise[],
  { seed, cases }: { seed: number; cases: number },
): Promise<Row[]> {
  const studio = new Studio();
  try {
    const all: Comparison[] = [];
    for (const exercise of exercises) all.push(...(await samplesOf(studio, exercise, { seed, cases })));
    const whenAndWhat = all.filter(({ ended }) => !ended);
    const contents = all.filter(({ ended }) => ended);
    const rows = [...(await compareSteps(flink, whenAndWhat)), ...(await compareContents(flink, contents))];
    for (const exercise of exercises) rows.push(...(await compareAsDeclared(flink, exercise, { seed, cases })));
    return rows;
  } finally {
    await studio.close();
  }
}

async function samplesOf(
  studio: Studio,
  exercise: Exercise,
  { seed, cases }: { seed: number; cases: number },
): Promise<Comparison[]> {
  const draw = await readDraw(exercise);
  if (!draw) return [];
  const opened = await studio.open({ exercise, folder: exercise.solution }, WITHIN_MS);
  try {
    const functions: Functions = await opened.load();
    const found: Comparison[] = [];
    const end = draw.ends ? [END] : [];
    for (const style of Object.values(STYLES)) {
      const options = fc.sample(optionsOf(draw), { seed, numRuns: cases });
      const samples = await sample(draw, functions, { style, options, seed, end });
      found.push({ exercise, ended: false, samples });
    }
    const few = fc.sample(optionsOf(draw), { seed, numRuns: SQL_OPTIONS });
    const options = Array.from({ length: cases }, (_, i) => few[i % SQL_OPTIONS] ?? {});
    const samples = await sample(draw, functions, { style: STYLES.events, options, seed: seed + 1, end: [END] });
    found.push({ exercise, ended: true, samples: samples.filter(({ operator }) => operator.windows) });
    return found.filter(({ samples }) => samples.length > 0);
  } finally {
    await opened.close();
  }
}

/** Options of any size that Flink takes: it wants an offset to be less than what windows begin every. */
function optionsOf(draw: AnyDraw): fc.Arbitrary<Record<string, number>> {
  const each = Object.entries(draw.options).map(
    ([name, { min }]) => [name, fc.integer({ min: min ?? -20, max: 40 })] as const,
  );
  return fc.record(Object.fromEntries(each)).filter((options) => {
    const { windows } = draw.operator(options, new TypedStream([]));
    if (!windows || windows.kind === "session") return true;
    return Math.abs(windows.offset) < (windows.kind === "sliding" ? windows.slide : windows.size);
  });
}

/** A stream for each of these options, and what the reference gives for it; nothing where it takes no such streams. */
async function sample(
  draw: AnyDraw,
  functions: Functions,
  { style, options, seed, end }: { style: Style; options: Record<string, number>[]; seed: number; end: Happening[] },
): Promise<Sample[]> {
  const samples: Sample[] = [];
  for (const [i, happenings] of fc.sample(streams(style), { seed, numRuns: options.length }).entries()) {
    const stream = new TypedStream([...happenings, ...end]);
    const chosen = options[i] ?? {};
    const operator = draw.operator(chosen, stream);
    try {
      const given = await draw.run(functions, stream, chosen);
      // Counts by other clocks than event time are drawn as windows of no operator.
      if (!operator.windows && given.some(({ kind }) => kind === "window")) return [];
      samples.push({ stream, options: chosen, operator, given });
    } catch (error) {
      if (error instanceof NotThisStream) return [];
      throw error;
    }
  }
  return samples;
}

/** Behind which step what is given, as Flink's operators do. */
async function compareSteps(flink: FlinkJvm, comparisons: Comparison[]): Promise<Row[]> {
  const asked = comparisons.map(({ samples }) =>
    samples.map(({ stream, operator }): FlinkStream => {
      const { inputs, happenings } = stream;
      return { operator, combined: "partitions", inputs, happenings };
    }),
  );
  const told = await stepsInFlink(flink, asked.flat());
  return comparisons.map(({ exercise, samples }, i) => {
    const own = asked[i] ?? [];
    const steps = told.splice(0, own.length);
    const differences = own.flatMap((one, j) => {
      const flinks = givenByFlink(one, steps[j] ?? []);
      const found = firstGivenDifference(flinks, samples[j]?.given ?? [], String, (position) => `step ${position}`);
      return found ? [`${caseText(one)}: ${found.words}`] : [];
    });
    return { program: programOf(exercise), ...stepsWith(own), cases: own.length, differences };
  });
}

function stepsWith(streams: FlinkStream[]): Pick<Row, "covers" | "flink"> {
  if (streams.some(({ operator }) => operator.windows)) {
    return {
      covers: "which windows fire after which element, which events are dropped",
      flink: "WindowOperator in the operator test harness",
    };
  }
  return streams.some(({ inputs }) => inputs.length > 1)
    ? { covers: "the watermark of several inputs, idle ones among them", flink: "WatermarkOutputMultiplexer" }
    : { covers: "the watermark after each event", flink: "BoundedOutOfOrdernessWatermarks" };
}

const FUNCTIONS = { tumbling: "TUMBLE", sliding: "HOP", session: "SESSION" } as const;

/** What windows hold once the input has ended, as in Flink SQL. One question for each kind and size of windows. */
async function compareContents(flink: FlinkJvm, comparisons: Comparison[]): Promise<Row[]> {
  const asked = comparisons.map(({ samples }) => {
    const byWindows = new Map<string, { windows: Windows; samples: Sample[] }>();
    for (const sample of samples) {
      const { windows } = sample.operator;
      if (!windows) continue;
      const one = byWindows.get(JSON.stringify(windows)) ?? { windows, samples: [] };
      one.samples.push(sample);
      byWindows.set(JSON.stringify(windows), one);
    }
    return [...byWindows.values()];
  });
  const questions = asked.flat().map(({ windows, samples }) => ({ windows, streams: samples.map(eventsOf) }));
  const told = await windowsInSql(flink, questions);
  return comparisons.map(({ exercise, samples }, i) => {
    const own = asked[i] ?? [];
    const answers = told.splice(0, own.length);
    const differences = own.flatMap(({ samples }, j) =>
      samples.flatMap(({ stream, operator, given }, k) => {
        const ours = windowsIn(given);
        const theirs = (answers[j]?.[k] ?? []).map(windowText).toSorted();
        if (ours.join() === theirs.join()) return [];
        return [`${caseText({ ...stream, operator })}: ${ours.join(", ")}; SQL: ${theirs.join(", ")}`];
      }),
    );
    const kind = own[0]?.windows.kind ?? "tumbling";
    return {
      program: programOf(exercise),
      covers: "what the windows hold once the input has ended",
      flink: `SQL: ${FUNCTIONS[kind]}`,
      cases: samples.length,
      differences,
    };
  });
}

/** An exercise whose reference is no operator that is drawn. */
async function compareAsDeclared(
  flink: FlinkJvm,
  exercise: Exercise,
  { seed, cases }: { seed: number; cases: number },
): Promise<Row[]> {
  const file = path.join(exercise.solution, "conformance.ts");
  if (!existsSync(file)) return [];
  const { conformance }: { conformance: Conformance } = await import(pathToFileURL(file).href);
  const all = conformance.cases(seed, cases);
  const told = await stepsInFlink(
    flink,
    all.map(({ stream }) => stream),
  );
  const differences = all.flatMap(({ stream, ours }, i) => {
    const theirs = conformance.theirs(stream, told[i] ?? []);
    const at = ours.findIndex((one, step) => one !== theirs[step]);
    return at < 0 ? [] : [`${caseText(stream)}: record ${at + 1} gives "${ours[at]}", in Flink "${theirs[at]}"`];
  });
  const { covers, flink: operators } = conformance;
  return [{ program: programOf(exercise), covers, flink: operators, cases: all.length, differences }];
}

function programOf({ short, title }: Exercise): string {
  return `${short} ${title}`;
}

function caseText({ happenings, operator }: Pick<FlinkStream, "happenings" | "operator">): string {
  return `${streamText(happenings)} (${operatorText(operator)})`;
}

function eventsOf({ stream }: Sample): TimedEvent[] {
  return stream.happenings.flatMap((one) => (one.kind === "event" ? [one.event] : []));
}

function windowsIn(given: Given[]): string[] {
  return given
    .flatMap((one): WindowResult[] => (one.kind === "window" ? [one.window] : []))
    .map(windowText)
    .toSorted();
}
