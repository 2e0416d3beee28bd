/** What a learner's file may do instead of giving windows, and what a person is told. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { readCourse } from "../course/index.ts";
import { SmallCourse } from "../course/testing/small-course.ts";
import { until } from "../until.ts";
import { arriving, elementSeen, observe, windowsSeen } from "./declare.ts";
import type { AnyDraw } from "./declared.ts";
import { drawExercise, outcomeOf, readStream } from "./drawing.ts";
import { shellWords } from "./example.ts";
import { type Source, Studio } from "./studio.ts";

const course = new SmallCourse();
const studio = new Studio();
afterAll(async () => {
  await studio.close();
  course.remove();
});

const NO_OPTIONS = { options: {}, operator: () => ({ lateness: 0 }) };

/** One window for each event, from its time on, at the end. */
const atOnce: AnyDraw = {
  ...NO_OPTIONS,
  words: "Events.",
  operator: () => ({ windows: { kind: "tumbling", size: 10, offset: 0 }, lateness: 0 }),
  ends: true,
  run: async ({ windows }, stream) => windowsSeen(await windows?.(arriving(stream.events().items)), stream),
};

/** What passes, as it passes. */
const asItComes: AnyDraw = {
  ...NO_OPTIONS,
  words: "Events and watermarks.",
  run: async ({ pass }, stream) => observe(stream.elements(), async (elements) => pass?.(elements), elementSeen),
};

course.module("module-00-setup", "Setup");
course.exercise("module-00-setup/01-code", {});
const [exercise] = readCourse(course.root).flatMap(({ exercises }) => exercises);

let files = 0;
function file(text: string): Source {
  if (!exercise) throw new Error("the course is empty");
  return { exercise, folder: path.dirname(course.write(`code/${++files}/code.ts`, text)) };
}

const gone = () => ({ ...file(""), folder: path.join(course.root, "gone") });

async function outcome(source: string, draw = atOnce, withinMs = 20_000) {
  return outcomeOf(studio, file(source), draw, readStream("ann@3 ann@4", draw), {}, withinMs);
}

test("what a function gives at once is given at the end", async () => {
  const source = `export async function windows(events) {
    let count = 0;
    for await (const { key } of events) count++;
    return [{ key: "ann", start: 0, end: 10, count, sum: count }];
  }`;
  expect(await outcome(source)).toEqual({
    state: "given",
    given: [{ after: 3, kind: "window", window: { key: "ann", start: 0, end: 10, count: 2, sum: 2 } }],
  });
});

test("what a generator gives is noted behind the step it had taken, and it takes none before it is asked", async () => {
  const source = `export async function* pass(elements) {
    yield { watermark: -9 };
    for await (const element of elements) {
      yield element;
      if ("time" in element) yield { watermark: element.time - 1 };
    }
    yield { watermark: Infinity };
  }`;
  const stream = readStream("ann@3 +5 |2 bob@4", asItComes);
  expect(await outcomeOf(studio, file(source), asItComes, stream, {}, 20_000)).toEqual({
    state: "given",
    given: [
      { after: 0, kind: "watermark", watermark: -9 },
      { after: 1, kind: "event", event: { key: "ann", time: 3, value: 1 } },
      { after: 1, kind: "watermark", watermark: 2 },
      { after: 3, kind: "watermark", watermark: 2 },
      { after: 4, kind: "event", event: { key: "bob", time: 4, value: 1 } },
      { after: 4, kind: "watermark", watermark: 3 },
      { after: 4, kind: "watermark", watermark: Infinity },
    ],
  });
});

test.each([
  ["throws", "export async function windows() { throw new RangeError('no\\nway'); }", "threw RangeError: no"],
  ["throws what is no error", "export async function windows() { throw 'no'; }", "threw Error: no"],
  ["does not parse", "export async function windows( {", "cannot be loaded: "],
  ["throws as it is loaded", "throw new TypeError('early');", "cannot be loaded: TypeError: early"],
  ["exports something else", "export async function other() {}", "does not export windows"],
  ["gives nothing", "export async function windows() {}", "gave undefined, which is no list of windows"],
  [
    "gives other things",
    "export async function windows() { return [{ start: 1 }]; }",
    'gave {"start":1}, which is no window with a key, start, end, count and sum',
  ],
  [
    "gives a function",
    "export async function windows() { return [() => 1]; }",
    "threw TypeError: the result is not plain data",
  ],
  [
    "exits",
    "export async function windows() { process.exit(0); }",
    "ended its process (exit code 0) instead of returning",
  ],
])("code that %s", async (_, source, sentence) => {
  expect(await outcome(source)).toEqual({ state: "failed", how: expect.stringContaining(sentence) });
});

test.each([
  ["a loop", "export async function windows() { for (;;); }"],
  ["a promise", "export function windows() { return new Promise(() => {}); }"],
])("%s that never ends is stopped", async (_, source) => {
  expect(await outcome(source, atOnce, 1_000)).toEqual({
    state: "failed",
    how: "was not done after 1 s: a loop never ends, or a promise is never kept",
  });
});

test("a mistake is run from its own file, with the reference that it builds on", async () => {
  const reference = file("export async function other() {} export async function windows() { return [1]; }");
  course.write(
    `${path.relative(course.root, reference.folder)}/mistakes/01-none.ts`,
    'export { other } from "../code.ts"; export async function windows() { return []; }',
  );
  const mistake = { ...reference, entry: path.join("mistakes", "01-none.ts") };
  expect(await outcomeOf(studio, mistake, atOnce, readStream("ann@3", atOnce), {})).toEqual({
    state: "given",
    given: [],
  });
});

test.skipIf(process.platform === "win32")("no process is left behind", async () => {
  const source = `export async function windows() {
    setInterval(() => {}, 1000);
    return [{ key: import.meta.dirname, start: 0, end: 1, count: process.pid, sum: 0 }];
  }`;
  const { given } = (await outcome(source)) as { given: { window: { key: string; count: number } }[] };
  expect(given[0]?.window.count).toBeGreaterThan(0);
  const all = () => execFileSync("ps", ["-A", "-ww", "-o", "args="], { encoding: "utf8" });
  expect(all()).toContain(process.execPath);
  // Its command line names the folder from which it ran. The system ends it with its parent, a moment later.
  const folder = given[0]?.window.key ?? "";
  await until("the process to be gone", all, (running) => !running.includes(folder), 3_000);
});

test("what is not implemented is neither right nor wrong; the reference is drawn", async () => {
  const learner = file(
    'import { NotImplemented } from "#kata"; export async function windows() { throw new NotImplemented("windows"); }',
  );
  const reference = file(
    "export async function windows() { return [{ key: 'ann', start: 0, end: 10, count: 1, sum: 1 }]; }",
  );
  const stream = readStream("ann@3", atOnce);
  const drawn = await drawExercise(studio, { learner, reference }, atOnce, stream, {});
  expect([drawn.yours, drawn.compared, drawn.picture?.actual]).toEqual([
    { state: "not implemented", what: "windows is not implemented yet" },
    true,
    undefined,
  ]);
  expect(drawn.picture?.expected).toHaveLength(1);

  const alone = await drawExercise(studio, { learner: reference, reference: gone() }, atOnce, stream, {});
  expect([alone.compared, alone.picture?.expected.length, alone.picture?.difference]).toEqual([false, 1, undefined]);
  const nothing = await drawExercise(studio, { learner, reference: gone() }, atOnce, stream, {});
  expect(nothing.picture).toBeUndefined();
});

test.each([
  ["ann", '"ann" is no event'],
  ["|idle", '"|idle" names no input'],
  [Array.from({ length: 201 }, () => "ann@1").join(" "), "A stream of 201 steps is too long to be drawn"],
])("a text that is no stream is a sentence and exit code 2 (%#)", (text, sentence) => {
  expect(() => readStream(text, atOnce)).toThrow(
    expect.objectContaining({ exitCode: 2, message: expect.stringContaining(sentence) }),
  );
});

test("a stream that the exercise does not take, and windows too many to draw", async () => {
  const right = file("export async function windows() { return []; }");
  const sides = { learner: right, reference: right };
  await expect(drawExercise(studio, sides, atOnce, readStream("ann@1 |3", atOnce), {})).rejects.toMatchObject({
    exitCode: 2,
    message: '"|3" is not for this exercise: it takes events.',
  });
  const many: AnyDraw = {
    ...atOnce,
    operator: () => ({ windows: { kind: "sliding", size: 1e9, slide: 1, offset: 0 }, lateness: 0 }),
  };
  await expect(drawExercise(studio, sides, many, readStream("ann@1", many), {})).rejects.toMatchObject({ exitCode: 2 });
});

test("the words of a command line", () => {
  expect(shellWords('npx katas draw 03/04 "ann@1 |9" --size 10')).toEqual([
    "npx",
    "katas",
    "draw",
    "03/04",
    "ann@1 |9",
    "--size",
    "10",
  ]);
});
