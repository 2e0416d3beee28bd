import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DoesNotLoad, facade, MissingExport, originOf, runAgainst } from "./facade.ts";
import type { Target } from "./plan.ts";
import type { Call } from "./trace.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "katas-facade-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function source(name: string, code: string) {
  const file = path.join(folder, `${name}.mjs`);
  writeFileSync(file, code);
  return { file, load: () => import(pathToFileURL(file).href) };
}

async function against<T>(target: Target, body: () => Promise<T>): Promise<{ result: T; trace: Call[] }> {
  const trace: Call[] = [];
  const result = await runAgainst({ target, trace, ended: new AbortController().signal }, body);
  return { result, trace };
}

test("a call goes to the target of the check that makes it, whichever other checks run beside it", async () => {
  const whoami = facade({
    exercise: source("mine", "export const whoami = () => 'the learner';"),
    solution: source("reference", "export const whoami = () => 'the reference';"),
    "mistake:01-x": source("mistake", "export const whoami = async () => 'a mistake';"),
  })("whoami");
  const targets: Target[] = ["exercise", "solution", "mistake:01-x"];
  const answers = await Promise.all(targets.map((target) => against(target, () => whoami())));
  expect(answers.map(({ result }) => result)).toEqual(["the learner", "the reference", "a mistake"]);
});

test("a target that the run has not is an error, and never another target", async () => {
  const f = facade({ exercise: source("mine", "export const f = () => 1;") })("f");
  await expect(against("solution", () => f())).rejects.toThrow("this run has no target solution");
});

test("the trace holds every call with what became of it", async () => {
  const dispatch = facade({
    exercise: source(
      "traced",
      `export const add = (a, b) => a + b;
       export const fail = async () => { throw new RangeError("too far"); };
       export const hang = () => new Promise(() => {});`,
    ),
  });
  const [add, fail, hang] = ["add", "fail", "hang"].map(dispatch);
  const { trace } = await against("exercise", async () => {
    await add?.(1, 2);
    await fail?.().catch(() => {});
    void hang?.();
    await add?.(3, 4);
  });
  expect(trace).toEqual([
    { name: "add", args: [1, 2], outcome: { returned: 3 } },
    { name: "fail", args: [], outcome: { threw: new RangeError("too far") } },
    { name: "hang", args: [], outcome: "pending" },
    { name: "add", args: [3, 4], outcome: { returned: 7 } },
  ]);
});

test("a module is loaded when it is first called, not when the test file is", async () => {
  const f = facade({ exercise: source("late", "globalThis.loadedLate = true; export const f = () => 1;") })("f");
  expect(globalThis).not.toHaveProperty("loadedLate");
  await against("exercise", () => f());
  expect(globalThis).toHaveProperty("loadedLate", true);
});

test("an export that is not there, or is no function, is named beside what there is", async () => {
  const dispatch = facade({ exercise: source("lost", "export const renamed = () => 1; export const constant = 1;") });
  for (const name of ["wanted", "constant"]) {
    const missing = await against("exercise", () => dispatch(name)()).catch((error: unknown) => error);
    expect(missing).toBeInstanceOf(MissingExport);
    expect(missing).toMatchObject({ missing: name, exported: expect.arrayContaining(["constant", "renamed"]) });
  }
});

test.each([
  ["does not parse", "export const f = (", /\S/],
  ["throws at its top level", "throw new TypeError('at load'); export const f = () => 1;", /^at load$/],
])("a file that %s fails the call with its cause", async (_, code, cause) => {
  const f = facade({ exercise: source("broken", code) })("f");
  const failed = await against("exercise", () => f()).catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(DoesNotLoad);
  expect(failed).toHaveProperty("cause.message", expect.stringMatching(cause));
});

test("a call outside of a check says where it belongs", async () => {
  const f = facade({ exercise: source("any", "export const f = () => 1;") })("f");
  await expect(f()).rejects.toThrow('f was called outside a test; call it inside test("…", …)');
});

test("the origin of what nobody calls loads the target's module", async () => {
  const script = facade({ solution: source("reference", "export default 'SELECT 1';") })("revenue.sql");
  const { result, trace } = await against("solution", async () => originOf(script).load());
  expect(result.default).toBe("SELECT 1");
  expect(trace).toEqual([]);
});

test("the origin of a function is the file of the target that runs", async () => {
  const exercise = source("mine", "export const f = () => 1;");
  const solution = source("reference", "export const f = () => 2;");
  const f = facade({ exercise, solution })("f");
  const { result } = await against("solution", async () => originOf(f));
  expect(result).toMatchObject({ file: solution.file, name: "f" });
  expect(() => originOf(() => f())).toThrow("as the test imports it, not a closure around it");
});
