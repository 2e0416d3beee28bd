/** katas solution and katas compare: before a pass, after it, and where there is nothing to compare with. */
import { rmSync, utimesSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Checkout, makeCheckout } from "./testing/checkout.ts";
import { ADDING } from "./testing/course.ts";

const WHERE = "module-00-setup/01-adding";
const FILE = `exercises/${WHERE}/adding.ts`;
const KEY = "00/01-adding";

const TEST = `import { expect, stream, test } from "#harness";
import { evens } from "./adding.ts";

test("keeps the even ones", { code: "ADD-01" }, async () => {
  const kept = await evens(stream.of([4, 1, 2]));
  expect([...kept].sort()).toEqual([2, 4]);
});
test("of none, none", { code: "ADD-02" }, async () => {
  expect(await evens(stream.of([]))).toEqual([]);
});
`;
const evens = (after: string) => `export async function evens(source: AsyncIterable<number>) {
  const all: number[] = [];
  for await (const n of source) if (n % 2 === 0) all.push(n);
  return all${after};
}
`;
const RIGHT = evens("");
const SORTED = evens(".sort()");
const WRONG = evens(".slice(1)");
/** A line of the reference that no learner's file here has. */
const SECRET = "const SECRET_OF_THE_REFERENCE = 1;\n";

let checkout: Checkout;
beforeAll(() => {
  checkout = makeCheckout({ git: false });
});
afterAll(() => checkout.remove());
beforeEach(() => {
  rmSync(path.join(checkout.folder, ".katas"), { recursive: true, force: true });
  checkout.write(FILE, ADDING);
  checkout.write(`exercises/${WHERE}/adding.test.ts`, TEST);
  checkout.write(`solutions/${WHERE}/adding.ts`, SECRET + RIGHT);
  checkout.write(
    `solutions/${WHERE}/alternatives/in-order.ts`,
    `// Sorts what it keeps,\n// smallest first.\n${SORTED}`,
  );
  checkout.write(`solutions/${WHERE}/DISCUSSION.md`, "# Discussion: adding\n\n**Order** is left open.\n");
});

/** As if `npm test` had run the file, just now or before it was saved. */
function ran(passed: string[], failed: string[], { solved = false, before = false } = {}): void {
  const at = Date.now() + (before ? -60_000 : 1_000);
  const record = { passed, failed, at, ...(solved && { solvedAt: at }) };
  checkout.write(".katas/progress.json", JSON.stringify({ [KEY]: record }));
}
const solvedWith = (text: string) => {
  checkout.write(FILE, text);
  ran(["ADD-01", "ADD-02"], [], { solved: true });
};
const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim();
const both = ["solution", "compare"];

describe.each(both)("%s before a pass says what is missing and shows nothing", (command) => {
  const refused = async (sentence: string) => {
    const { code, out, err } = await checkout.katas([command, "00/01"]);
    expect([code, out]).toEqual([1, ""]);
    expect(oneLine(err)).toContain(sentence);
    expect(oneLine(err)).toContain("Run it: npm test -- 00/01. The reference is shown after a pass");
    expect(err).not.toContain("SECRET");
  };

  test("never run", async () => {
    await refused("00/01 has not been run yet.");
  });

  test("run, and failing", async () => {
    checkout.write(FILE, WRONG);
    ran(["ADD-02"], ["ADD-01"]);
    await refused("00/01 is not solved yet: ADD-01 fails in its last run.");
  });

  test("solved once, and broken since: it is run as it is now", async () => {
    checkout.write(FILE, WRONG);
    ran(["ADD-01", "ADD-02"], [], { solved: true, before: true });
    await refused("00/01 does not pass as it is now: ADD-01 fails.");
    expect(JSON.parse(checkout.read(".katas/progress.json"))[KEY].failed).toEqual(["ADD-01"]);
  });

  test("solved once, and deleted since", async () => {
    rmSync(path.join(checkout.folder, FILE));
    ran(["ADD-01", "ADD-02"], [], { solved: true });
    await refused(`00/01 has no file of yours: ${FILE} is not there.`);
  });
});

test.each(both)("%s in a student repository says that there is none", async (command) => {
  solvedWith(RIGHT);
  rmSync(path.join(checkout.folder, `solutions/${WHERE}/adding.ts`));
  for (const flags of [[], ["--give-up"]]) {
    const { code, out, err } = await checkout.katas([command, "00/01", ...flags]);
    expect([code, out]).toEqual([2, ""]);
    expect(oneLine(err)).toBe(
      "There is no reference of 00/01 here: student repositories have none. " +
        "Your teacher has it, and the discussion. Until then: npx katas hint 00/01",
    );
  }
});

test("solution shows both files, the other right answers and the discussion; a touched file is run first", async () => {
  solvedWith(SORTED);
  const later = new Date(Date.now() + 5_000);
  utimesSync(path.join(checkout.folder, FILE), later, later);
  const { code, out, err } = await checkout.katas(["solution", "adding"]);
  expect([code, oneLine(err)]).toEqual([0, "00/01 was solved, and its file may have changed since: it is run first."]);
  expect(out).toContain("   + const SECRET_OF_THE_REFERENCE = 1;\n");
  expect(out).toContain("   -   return all.sort();\n   +   return all;\n");
  expect(oneLine(out)).toContain(`alternatives/in-order.ts Sorts what it keeps, smallest first.`);
  expect(out).toContain(" Discussion\n\n   Order is left open.\n");
});

test("giving up shows it, and says so", async () => {
  checkout.write(FILE, WRONG);
  ran(["ADD-02"], ["ADD-01"]);
  const { code, out } = await checkout.katas(["solution", "00/01", "--give-up"]);
  expect(code).toBe(0);
  expect(oneLine(out)).toContain(
    "Given up, which is a way to learn too: 00/01 is not solved yet: ADD-01 fails in its last run. " +
      "Read, close this, and write it yourself.",
  );
  expect(out).toContain("SECRET_OF_THE_REFERENCE");
});

describe("compare", () => {
  test("tells times, the kind of difference with its smallest case, and the alternative that does the same", async () => {
    solvedWith(SORTED);
    const { code, out, err } = await checkout.katas(["compare", "00/01", "--seed", "7", "--runs", "3"]);
    expect([code, err]).toEqual([0, ""]);
    expect(out).toMatch(/^ {3}ADD-01 +\d+(\.\d)? ms +\d+(\.\d)? ms$/m);
    expect(oneLine(out)).toContain("Median of 3 runs of each whole check");
    expect(out).toContain(
      [
        " What differs  in 2 calls, all of them right",
        "",
        "   the same results in another order: 1 of 2 calls (ADD-01). The smallest:",
        "     called     evens(stream)",
        "     input      4",
        "                1",
        "                2",
        "     yours      2",
        "                4",
        "     reference  4",
        "                2",
        "",
        "   Yours behaves like alternatives/in-order.ts, in every call.",
      ].join("\n"),
    );
  });

  test("what does the same says so", async () => {
    solvedWith(RIGHT);
    const { code, out } = await checkout.katas(["compare", "00/01", "--runs", "1"]);
    expect(code).toBe(0);
    expect(out).toContain("In 2 calls, yours and the reference did exactly the same.");
    expect(out).not.toContain("alternatives/");
  });

  test("given up, it compares what passes", async () => {
    checkout.write(FILE, WRONG);
    ran(["ADD-02"], ["ADD-01"]);
    const { code, out } = await checkout.katas(["compare", "00/01", "--give-up", "--runs", "1"]);
    expect(code).toBe(0);
    expect(out).toMatch(/ADD-01 +fails +\d/);
    expect(out).toContain("In 1 call, yours and the reference did exactly the same.");
  });

  test("an exercise there is not, and a number that is none", async () => {
    const [unknown, none, runs] = await Promise.all([
      checkout.katas(["compare", "nope"]),
      checkout.katas(["solution", "module-00"]),
      checkout.katas(["compare", "00/01", "--runs", "0"]),
    ]);
    expect([unknown.code, none.code, runs.code]).toEqual([2, 2, 2]);
    expect(unknown.err).toContain('There is no module or exercise "nope".');
    expect(none.err).toContain("Name one of them, for example 00/01.");
    expect(runs.err).toBe("--runs takes a number from 1.\n");
  });
});
