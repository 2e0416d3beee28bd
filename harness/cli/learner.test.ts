/** What a learner can break, end to end: each mishap reads differently, and none like a fault of the tools. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { untilEnded } from "../processes.ts";
import { Learner, type Said } from "./testing/learner.ts";
import { codeOf, mishaps, specification } from "./testing/mishaps.ts";

let learner: Learner;
let told: Record<string, Said>;

beforeAll(async () => {
  learner = new Learner();
  learner.course.module("module-00-setup", "Setup");
  Object.entries(mishaps((name) => learner.mark(name))).forEach(([slug, file], i) => {
    learner.course.exercise(
      `module-00-setup/${String(i + 1).padStart(2, "0")}-${slug}`,
      { title: "Totals" },
      {
        [`${slug}.ts`]: file,
        [`${slug}.test.ts`]: specification(slug),
        "solutions/explain.md": `## ${codeOf(slug)}-01\n\nA total leaves nothing out.\n`,
      },
    );
  });
  told = await learner.toldOfEach();
}, 90_000);
afterAll(() => learner.leave());

/** What is told of one exercise, every sentence on one line however it was wrapped. */
function of(slug: string): Said {
  const { code, text } = told[slug] ?? { code: null, text: `nothing is told of ${slug}` };
  return { code, text: text.replaceAll(/\s+/g, " ") };
}

describe("a learner's file", () => {
  test("that is untouched says what to do, and calls nothing wrong", () => {
    const { code, text } = of("untouched");
    expect(code).toBe(1);
    expect(text).toContain("totals not implemented yet This one is yours to write, and nothing is wrong");
    expect(text).toMatch(/1\. Read \S+README\.md .*2\. Write \S+untouched\.ts 3\. Run npm test -- 00\/01/);
    expect(text).toContain("What it met: total is not implemented yet.");
  });

  test("that is half done says what is left", () => {
    const { code, text } = of("half");
    expect(code).toBe(1);
    expect(text).toContain("countdown is not implemented yet. ");
    expect(text).toMatch(/ 2 pass\.$/);
  });

  test("with a wrong result shows the invariant, the first difference, what it printed, and what to do next", () => {
    const { code, text } = of("wrong");
    expect(code).toBe(1);
    expect(text).toContain("totals > two numbers are added WRX-01 A total leaves nothing out.");
    expect(text).toContain("A total is the sum of its numbers. total expected 3 yours 1 ");
    expect(text).toContain("Your code printed: | adding [ 1, 2 ] ");
    expect(text).toContain("Replay: npm test -- 00/03 --seed 7 Hint: npx katas hint 00/03");
    expect(text).toContain("1 more check fails (WRX-02). 1 passes.");
  });

  test("that fails for some inputs shows the smallest of them", () => {
    const { code, text } = of("some");
    expect(code).toBe(1);
    expect(text).toContain("any numbers are added SOX-02 A total is the sum of its numbers.");
    expect(text).toMatch(/Smallest input that fails: (\[1\]|\[0,0,0,1\]) /);
  });

  test("that does not parse shows where", () => {
    const { code, text } = of("syntax");
    expect(code).toBe(1);
    expect(text).toMatch(/The file does not parse: Expected `,` or `\)` but found `}`\./);
    expect(text).toMatch(/exercises\/module-00-setup\/05-syntax\/syntax\.ts:3:\d+/);
    expect(text).toContain("3 | return { total: (1 };");
    expect(text).not.toContain("A total leaves nothing out");
  });

  test("that lost an export names it, and what is there", () => {
    const { code, text } = of("lost");
    expect(code).toBe(1);
    expect(text).toContain("The file does not export total, which this exercise's test calls. It exports ");
    expect(text).toMatch(/ (totals, countdown|countdown, totals)\. Write it as: export async function total\(\.\.\.\)/);
  });

  test("that throws when it is loaded shows the error and its line", () => {
    const { code, text } = of("load");
    expect(code).toBe(1);
    expect(text).toContain("The file cannot be loaded: SyntaxError: ");
    expect(text).toMatch(/07-load\/load\.ts:2:\d+ /);
  });

  test("that imports what is not there says so", () => {
    const { code, text } = of("import");
    expect(code).toBe(1);
    expect(text).toMatch(
      /The file cannot be loaded: Error: Cannot find module '\.\/add\.ts' imported from \S+import\.ts\./,
    );
  });

  test("that throws shows what, with which arguments, and where", () => {
    const { code, text } = of("throws");
    expect(code).toBe(1);
    expect(text).toContain("total threw RangeError: too many. called with [1,2] ");
    expect(text).toMatch(/09-throws\/throws\.ts:2:\d+ /);
  });

  test("whose generator throws while it is read shows the same", () => {
    const { code, text } = of("generator");
    expect(code).toBe(1);
    expect(text).toContain("Your code threw RangeError: one. ");
    expect(text).toMatch(/10-generator\/generator\.ts:4:\d+ /);
  });

  test("that returns what cannot be read says that", () => {
    const { code, text } = of("unreadable");
    expect(code).toBe(1);
    expect(text).toContain("The check could not use what your code returned: TypeError: it is not async iterable.");
  });

  test("whose promise never settles names the function", () => {
    const { code, text } = of("never");
    expect(code).toBe(1);
    expect(text).toContain("countdown did not finish within 0.7 s. ");
  });

  test("whose stream never ends says that it is not the call that waits", () => {
    const { code, text } = of("stream");
    expect(code).toBe(1);
    expect(text).toContain("Every function that was called has returned, and after 0.7 s the check still waits");
  });

  test("that rejects what nobody awaits says where, and fails though every check passes", () => {
    const { code, text } = of("rejects");
    expect(code).toBe(1);
    expect(text).toContain("A promise was rejected and nobody awaited it: Error: left alone. ");
    expect(text).toMatch(/14-rejects\/rejects\.ts:2:\d+ /);
    expect(text).toMatch(/ 3 pass\.$/);
  });

  test("that leaves a library's promise alone is the learner's own, wherever the library rejects it", () => {
    const { code, text } = of("library");
    expect(code).toBe(1);
    expect(text).toContain(
      "A promise was rejected and nobody awaited it: KafkaJSError: The producer is disconnected. ",
    );
  });

  test("that throws from a timer says that nothing could catch it", () => {
    const { code, text } = of("timer");
    expect(code).toBe(1);
    expect(text).toContain("An error was thrown where nothing could catch it: Error: late. ");
  });

  test("that calls process.exit is told to return", () => {
    const { code, text } = of("exits");
    expect(code).toBe(1);
    expect(text).toContain(
      "Your code called process.exit, which would end the tests as well. Return, or throw, instead.",
    );
    expect(text).toMatch(/17-exits\/exits\.ts:2:\d+ /);
  });

  test("that ends its process is told which check was under way", () => {
    const { code, text } = of("killed");
    expect(code).toBe(1);
    expect(text).toContain("The process that ran your code ended during KIX-01 (two numbers are added): ");
  });

  test("that never gives the thread back is ended, and nothing of it is left", async () => {
    const { code, text } = of("loops");
    expect(code).toBe(1);
    expect(text).toContain("Your code never gave the thread back: a loop that runs for ever without an await.");
    expect(text).toContain("2 more were not judged.");
    expect(await untilEnded([await learner.marked("loop")], 3_000)).toEqual([]);
  });

  test("that is right is said to be, whatever the others do", () => {
    expect(of("right")).toEqual({ code: 0, text: " + 00/20 totals 3 checks" });
  });

  test("is never answered with a stack, a word of the tools, a machine's path, colours, or letters a pipe may not know", () => {
    for (const { text } of Object.values(told)) {
      expect(text).not.toMatch(/^\s+at .*:\d+/m);
      expect(text).not.toMatch(
        /vitest|node_modules|node:internal|harness\/|undefined:|\bworker\b|fault of the course/i,
      );
      expect(text).not.toContain(process.cwd());
      expect(text).not.toMatch(/[^\p{ASCII}]/u);
      expect(text).not.toContain("\u001b");
    }
  });

  test("is told of in as many ways as there are mishaps", () => {
    const sentences = Object.keys(told).map((slug) => of(slug).text.replaceAll(/[A-Z]{3}-\d\d|\d\d-?\w*/g, ""));
    expect(new Set(sentences).size).toBe(sentences.length);
  });
});

describe("npm test", () => {
  test("replays a failure with its seed, to the letter", async () => {
    const first = await learner.test(["some"]);
    const [, seed = ""] = /--seed (\d+)/.exec(first.text) ?? [];
    expect(first.text).toContain(` seed ${seed}`);
    expect(await learner.test(["some", "--seed", seed])).toEqual(first);
  });

  test("after a pass says what comes next, and remembers it", async () => {
    const state = { KATAS_STATE: learner.mark("remembering") };
    const { code, text } = await learner.test(["right"], state);
    expect(code).toBe(0);
    expect(text).toMatch(
      / Solved\. The discussion is with your teacher\.\n Next: 00\/01 totals \(10 min\)\. Run: npm test\n$/,
    );
    const next = await learner.test([], state);
    expect(next.text).toMatch(/^ module 00 setup \.{19}# {3}1 of 20 exercises solved\n/);
    expect(next.text).toContain("x 00/01 totals  not implemented yet");
  });

  test("stopped by Ctrl-C ends with 130, and leaves nothing", async () => {
    learner.course.exercise(
      "module-00-setup/98-slow",
      {},
      {
        "slow.ts": `import { writeFileSync } from "node:fs";
export async function total() {
  writeFileSync(${JSON.stringify(learner.mark("slow"))}, String(process.pid));
  await new Promise(() => {});
}`,
        "slow.test.ts": `import { test } from "#harness";
import { total } from "./slow.ts";
test("it ends", { code: "SLO-01", deadlineMs: 60_000 }, async () => { await total(); });`,
      },
    );
    const child = learner.start(["slow"]);
    const ended = learner.ended(child);
    const pid = await learner.marked("slow");
    child.kill("SIGINT");
    const { code, text } = await ended;
    expect(code).toBe(130);
    expect(text).toMatch(/^ target exercise . seed \d+\n$/);
    expect(await untilEnded([pid], 3_000)).toEqual([]);
  });

  test("in SQL has its checks run at the same time, and told in their order", async () => {
    learner.course.exercise(
      "module-00-setup/97-both",
      { language: "sql" },
      {
        "both.sql": "SELECT 1;\n",
        "both.test.ts": `import { expect, test } from "#harness";
let begin: () => void;
const begun = new Promise<void>((resolve) => { begin = resolve; });
test("one waits for another", { code: "BTH-01" }, async () => { await begun; expect(1, "a sum").toBe(2); });
test("another begins", { code: "BTH-02" }, async () => { begin(); expect(1, "a sum").toBe(3); });`,
      },
    );
    const { code, text } = await learner.test(["both"]);
    expect(code).toBe(1);
    expect(text).toMatch(/one waits for another\s+BTH-01[\s\S]*1 more check fails \(BTH-02\)/);
  });

  test("without the learner's file says how to have it back", async () => {
    learner.course.exercise("module-00-setup/99-gone", {}, { "gone.test.ts": specification("gone") });
    const { code, text } = await learner.test(["gone"]);
    expect(code).toBe(2);
    const said = text.replaceAll(/\s+/g, " ");
    expect(said).toMatch(/99-gone\/gone\.ts is not there\. npx katas reset 00\/99 puts the stub back\. $/);
  });
});
