/** katas draw, as a learner meets it. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { until } from "../until.ts";
import { type Checkout, makeCheckout } from "./testing/checkout.ts";

const WHERE = "module-00-setup/03-windows";

const STUB = `import { NotImplemented } from "#kata";

export async function windows(events, gap) {
  throw new NotImplemented("windows");
}
`;

/** @param minus  taken off the end of each window: 0 is right */
const answer = (minus: number) => `export async function windows(events, gap) {
  const found = [];
  for await (const { key, time, value } of events) {
    found.push({ key, start: time, end: time + gap - ${minus}, count: 1, sum: value });
  }
  return found;
}
`;

const DRAW = `// npx katas draw 00/03 "ann@0 ann@50" --gap 20
import { arriving, type Draw, windowsSeen } from "#draw";

export const draw: Draw<Record<string, (...args: unknown[]) => unknown>> = {
  words: "Events (ann@5).",
  options: { gap: { default: 30, min: 1, help: "the silence" } },
  ends: true,
  operator: ({ gap = 0 }) => ({ windows: { kind: "session", gap }, lateness: 0 }),
  run: async ({ windows }, stream, { gap }) =>
    windowsSeen(await windows?.(arriving(stream.events().items), gap), stream),
};
`;

let checkout: Checkout;
beforeAll(() => {
  checkout = makeCheckout({ git: false });
  checkout.write(`exercises/${WHERE}/README.md`, "---\ntitle: Windows\nminutes: 5\npoints: 1\n---\n");
  checkout.write(`exercises/${WHERE}/windows.ts`, STUB);
  checkout.write(`solutions/${WHERE}/windows.ts`, answer(0));
  checkout.write(`solutions/${WHERE}/draw.ts`, DRAW);
});
afterAll(() => checkout.remove());

const draw = (...args: string[]) => checkout.katas(["draw", "00/03", ...args]);

test("an untouched stub: the example as the reference does it, and what is still to be done", async () => {
  const { code, out, err } = await draw();
  expect([code, err]).toEqual([0, ""]);
  expect(out.split("\n")).toEqual([
    " 00/03 windows  session windows, gap 20",
    "",
    "   arrives      ann@0  ann@50  |end",
    "   watermark    -      -       end",
    "   ann [0,20)   +      .       FIRE 1",
    "   ann [50,70)         +       FIRE 1",
    "",
    " windows is not implemented yet",
    " (exercises/module-00-setup/03-windows/windows.ts): what is drawn is the",
    " reference's outcome.",
    "",
  ]);
});

test("right, wrong, and failing code; a picture as SVG and as JSON", async () => {
  checkout.write(`exercises/${WHERE}/windows.ts`, answer(0));
  const right = await draw("ann@5", "--gap", "10");
  expect([right.code, right.err]).toEqual([0, ""]);
  expect(right.out).toContain("ann [5,15) both  +      FIRE 1");
  expect(right.out).toContain("+ Yours gives the same as the reference.");

  checkout.write(`exercises/${WHERE}/windows.ts`, answer(1));
  const image = path.join(checkout.folder, "it.svg");
  const wrong = await draw("ann@5", "--svg", image, "--json");
  expect(wrong.code).toBe(0);
  expect(JSON.parse(wrong.out)).toMatchObject({
    schema: "streaming-katas/trace/v1",
    exercise: "00/03-windows",
    compared: true,
    firstDifference: { after: 2, kind: "window", words: "other bounds, expected [5,35)" },
  });
  expect(checkout.read("it.svg")).toContain("First difference, behind |end: ann [5,34): other bounds, expected [5,35)");

  checkout.write(`exercises/${WHERE}/windows.ts`, "export async function windows() { throw new RangeError('no'); }");
  const thrown = await draw("ann@5");
  expect(thrown.code).toBe(1);
  expect(thrown.out).toContain("x Your code threw RangeError: no. What is drawn is the reference's outcome.");
  checkout.write(`exercises/${WHERE}/windows.ts`, STUB);
});

test("what cannot be used is a sentence, and exit code 2", async () => {
  for (const [args, sentence] of [
    [["ann"], '"ann" is no event: write key@time'],
    [["ann@5", "--gap", "wide"], "argument 'wide' is invalid. It takes a whole number from 1."],
    [["ann@5", "--gap", "0"], "argument '0' is invalid. It takes a whole number from 1."],
    [["ann@5", "--gape", "3"], "unknown option '--gape'"],
    [["ann@5", "--svg", "no/such/folder.svg"], "There is no folder"],
  ] as const) {
    const { code, out, err } = await draw(...args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(sentence);
    expect(err).not.toMatch(/^ +at /m);
  }
});

test("without references, yours is drawn alone, as the draw.ts beside the stub says", async () => {
  const alone = makeCheckout({ git: false });
  try {
    alone.write(`exercises/${WHERE}/README.md`, "---\ntitle: Windows\nminutes: 5\npoints: 1\n---\n");
    alone.write(`exercises/${WHERE}/windows.ts`, answer(1));
    alone.write(`exercises/${WHERE}/draw.ts`, DRAW);
    const { code, out } = await alone.katas(["draw", "00/03", "ann@5", "--gap", "10"]);
    expect(code).toBe(0);
    expect(out).toContain("ann [5,14)         FIRE 1");
    expect(out).toContain("There is no reference here to compare with: yours is drawn alone.");

    alone.write(`exercises/${WHERE}/windows.ts`, STUB);
    const stub = await alone.katas(["draw", "00/03", "ann@5"]);
    expect(stub.code).toBe(1);
    expect(stub.out).toContain("x windows is not implemented yet");
  } finally {
    alone.remove();
  }
});

test.skipIf(process.platform === "win32")("Ctrl-C ends a loop, and leaves nothing", async () => {
  const loop = "export async function windows() { console.log('in ' + import.meta.dirname + '.'); for (;;); }";
  checkout.write(`exercises/${WHERE}/windows.ts`, loop);
  const child = spawn(process.execPath, ["harness/cli/katas.js", "draw", "00/03"], {
    cwd: checkout.folder,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let err = "";
  child.stderr.on("data", (chunk) => (err += chunk));
  const closed = once(child, "close");
  const folder = () => /in (.+)\./.exec(err)?.[1];
  try {
    await until("the loop to begin", folder, Boolean, 20_000);
  } finally {
    child.kill("SIGINT");
  }
  expect(await closed).toEqual([130, null]);
  expect(existsSync(`${folder()}`)).toBe(false);
  expect(execFileSync("ps", ["-A", "-ww", "-o", "args="], { encoding: "utf8" })).not.toContain(folder());
  checkout.write(`exercises/${WHERE}/windows.ts`, STUB);
});

test("help shows every exercise's example, and an exercise's own options", async () => {
  const all = await checkout.katas(["draw", "--help"]);
  expect([all.code, all.err]).toEqual([0, ""]);
  expect(all.out).toContain('Examples:\n  npx katas draw 00/03 "ann@0 ann@50" --gap 20');
  const one = await draw("--help");
  expect(one.code).toBe(0);
  expect(one.out).toMatch(/--gap <number> +the silence \(default: 30\)/);
});
