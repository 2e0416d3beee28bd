/** What can be mistyped around `npm test`: a sentence, a remedy, exit code 2, and nothing run. */
import { readFileSync, rmSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Learner } from "./testing/learner.ts";

let learner: Learner;
beforeAll(() => {
  learner = new Learner();
  learner.course.module("module-00-setup", "Setup");
  for (const [number, slug] of [
    ["01", "first"],
    ["02", "second"],
  ]) {
    learner.course.exercise(
      `module-00-setup/${number}-${slug}`,
      { title: slug },
      {
        [`${slug}.ts`]: `import { appendFileSync } from "node:fs";
appendFileSync(${JSON.stringify(learner.mark("loaded"))}, "${slug}\\n");
export async function f() { return 1; }\n`,
        [`${slug}.test.ts`]: `import { expect, test } from "#harness";
import { f } from "./${slug}.ts";
test("it is one", { code: "ONE-01" }, async () => { expect(await f()).toBe(1); });
test("it is two", { code: "ONE-02" }, async () => { expect(await f()).toBe(2); });`,
        [`solutions/${slug}.ts`]: "export async function f() { return 2; }\n",
        "solutions/mistakes/01-three.ts": "// caught-by: ONE-02\nexport async function f() { return 3; }\n",
      },
    );
  }
});
afterAll(() => learner.leave());

describe.concurrent("refused with exit code 2", () => {
  const NO_ENV = {};
  test.concurrent.each<[string[], Record<string, string>, string, string]>([
    [
      ["module-77"],
      NO_ENV,
      'There is no module or exercise "module-77". The modules are module-00 (Setup).',
      "npx katas list shows every exercise.",
    ],
    [
      ["first", "--sed", "7"],
      NO_ENV,
      "There is no flag --sed. Did you mean --seed?",
      "npm test -- --help shows what there is.",
    ],
    [["first", "--seed", "x"], NO_ENV, "--seed", "It takes a whole number."],
    [
      ["first"],
      { KATAS_TARGET: "nonsense" },
      "KATAS_TARGET=nonsense is not a target.",
      "Use exercise (default), solution, alternative:<name>, mistake:<name> or sandbox:<folder>.",
    ],
  ])("%j with %j", async (args, env, sentence, remedy) => {
    const { code, text } = await learner.test(args, env);
    const said = text.replaceAll(/\s+/g, " ");
    expect(said).toContain(sentence);
    expect(said).toContain(remedy);
    expect(said).not.toMatch(/target exercise| at .*:\d+:\d+/);
    expect(code).toBe(2);
  });
});

describe.concurrent("chosen", () => {
  test.concurrent("one check by its title: what was not chosen is not held against anybody", async ({ expect }) => {
    const { code, text } = await learner.test(["first", "-t", "it is one"]);
    expect(text).toContain("+ 00/01 first  1 check\n");
    expect(text).not.toContain("Solved");
    expect(code).toBe(0);
  });

  test.concurrent("no check at all is no pass", async ({ expect }) => {
    const { code, text } = await learner.test(["first", "-t", "it is nine"]);
    expect(text).toContain("x 00/01 first  no check ran");
    expect(code).not.toBe(0);
  });

  test.concurrent("the reference passes, says so in its header, and solves nothing for the learner", async ({
    expect,
  }) => {
    const state = { KATAS_STATE: learner.mark("state") };
    const { text } = await learner.test(["module-00"], { ...state, KATAS_TARGET: "solution" });
    expect(text).toContain(" target solution ");
    expect(text).toMatch(/ 00\/01 first.* 00\/02 second/s);
    const own = await learner.test([], state);
    expect(own.text).toContain("module 00 setup ..   0 of 2 exercises solved");
    expect(own.code).toBe(1);
  });
});

test("exercises run in path order; the first failure is told in full, the others in a line", async () => {
  // Left to itself, Vitest begins with what failed the last time.
  await learner.test(["first", "-t", "it is one"]);
  await learner.test(["second"]);
  rmSync(learner.mark("loaded"));
  const oneWorker = `import os from "node:os"; import { syncBuiltinESMExports } from "node:module";
    os.availableParallelism = () => 1; syncBuiltinESMExports();`;
  const { code, text } = await learner.test(["module-00"], {
    NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(oneWorker)}`,
  });
  expect(readFileSync(learner.mark("loaded"), "utf8")).toBe("first\nsecond\n");
  expect(text.match(/Replay:.*/g)).toEqual([expect.stringContaining("Replay: npm test -- 00/01 --seed ")]);
  expect(text.split("\n").filter((line) => /00\/02|second/.test(line))).toEqual([" x 00/02 second  ONE-02 1 pass"]);
  expect(code).toBe(1);
});

test("off a terminal nothing is coloured, on a build server neither", async () => {
  const { text } = await learner.test(["second"], { CI: "true" });
  expect(text).toContain("x 00/02 second");
  expect(text).not.toMatch(/[^\p{ASCII}]/u);
  expect(text).not.toContain("\u001b");
});

test("a command that is left with nothing to wait for has not passed", async () => {
  const lost = "globalThis.fetch = () => new Promise(() => {}); globalThis.setTimeout = () => 0;";
  const { code, text } = await learner.ended(
    learner.command(["up", "flink"], {
      KATAS_FLINK_REST: "127.0.0.1:1",
      KATAS_SQL_GATEWAY: "127.0.0.1:1",
      NODE_OPTIONS: `--import data:text/javascript,${encodeURIComponent(lost)}`,
    }),
  );
  expect(text).toContain("The command was left with nothing to wait for before it was done.");
  expect(code).toBe(3);
});
