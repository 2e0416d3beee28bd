/** list, hint and explain, as a learner meets them. */
import { mkdirSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type Checkout, makeCheckout } from "./testing/checkout.ts";

let checkout: Checkout;
beforeAll(() => {
  checkout = makeCheckout({ git: false });
});
afterAll(() => checkout.remove());
beforeEach(() => {
  mkdirSync(path.join(checkout.folder, ".katas"), { recursive: true });
  checkout.write(".katas/hints.json", "{}");
  checkout.write(".katas/progress.json", "{}");
});

const solved = (key: string) => checkout.write(".katas/progress.json", JSON.stringify({ [key]: SOLVED }));
const SOLVED = { passed: ["ADD-01"], failed: [], at: 1 };

describe("katas list", () => {
  test("shows modules with times, and exercises with what they take, are worth and need", async () => {
    solved("00/01-adding");
    const { code, out, err } = await checkout.katas(["list"], { TERM: "linux" });
    expect([code, err]).toEqual([0, ""]);
    expect(out.split("\n")).toEqual([
      " module 00 setup  20 min",
      "   +  00/01  Adding       8 min   5 points",
      "   .  00/02  Sending     12 min  10 points  kafka  next",
      "",
      " module 01 more  30 min, extras 25 min",
      "   .  01/01  Extra work  25 min   5 points  extra",
      "",
      " 1 of 3 exercises solved, 5 of 20 points.",
      " Next: 00/02 sending. Run: npm test",
      "",
    ]);
  });

  test("shows one module; an unknown one is named with those there are", async () => {
    const [one, none] = await Promise.all([
      checkout.katas(["list", "module-01"]),
      checkout.katas(["list", "module-77"]),
    ]);
    expect(one.out).not.toContain("module 00");
    expect(one.out).toContain("01/01");
    expect([none.code, none.out]).toEqual([2, ""]);
    expect(none.err.replaceAll(/\s+/g, " ")).toContain("The modules are module-00 (Setup), module-01 (More).");
  });

  test("as JSON", async () => {
    solved("00/01-adding");
    const { code, out } = await checkout.katas(["list", "00/01", "--json"]);
    expect([code, JSON.parse(out)]).toEqual([
      0,
      {
        modules: [
          {
            module: "module-00-setup",
            title: "Setup",
            minutes: { core: 20, extra: 0 },
            exercises: [
              {
                key: "00/01-adding",
                title: "Adding",
                minutes: 8,
                points: 5,
                needs: [],
                extra: false,
                solved: true,
              },
            ],
          },
        ],
        next: "00/02-sending",
        total: { exercises: 3, solved: 1, points: 20, pointsSolved: 5 },
      },
    ]);
  });

  test("says when all is solved", async () => {
    const keys = ["00/01-adding", "00/02-sending", "01/01-extra-work"];
    checkout.write(".katas/progress.json", JSON.stringify(Object.fromEntries(keys.map((key) => [key, SOLVED]))));
    expect((await checkout.katas(["list"])).out).toContain("Every exercise is solved.");
  });
});

describe("katas hint", () => {
  const hint = async (...args: string[]) => (await checkout.katas(["hint", ...args], { TERM: "linux" })).out;

  test("tells the next one with each call, remembers it, and repeats the last", async () => {
    expect(await hint("adding")).toBe(
      [
        " Hint 1 of 3  What is it called?",
        "",
        "   Adding is a sum, see arithmetic (https://example.org/sum).",
        "",
        "   For a stronger one: npx katas hint 00/01",
        "",
      ].join("\n"),
    );
    expect(await hint("00/01")).toBe(
      [
        " Hint 2 of 3  The shape",
        "",
        "     return  a + ...;",
        "",
        "   For a stronger one: npx katas hint 00/01",
        "",
      ].join("\n"),
    );
    expect(JSON.parse(checkout.read(".katas/hints.json"))).toEqual({ "00/01-adding": 2 });
    const third = " Hint 3 of 3  Nearly the answer\n\n     - one\n     - two\n\n";
    expect(await hint("00/01")).toBe(`${third}   That was the last. Run: npm test -- 00/01\n`);
    expect(await hint("00/01")).toBe(
      `${third}   That is the strongest. All of them again: npx katas hint 00/01 --all\n`,
    );
  });

  test("--all tells all of them", async () => {
    const all = await hint("00/01", "--all");
    expect(all.match(/Hint \d of 3/g)).toEqual(["Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3"]);
  });

  test("a damaged memory begins anew", async () => {
    checkout.write(".katas/hints.json", "{");
    expect(await hint("00/01")).toContain("Hint 1 of 3");
  });

  test("an exercise without hints says where else to look", async () => {
    const { code, err } = await checkout.katas(["hint", "00/02"]);
    expect([code, err]).toEqual([
      3,
      "00/02 has no hints.\nIts lesson is in exercises/module-00-setup/02-sending/README.md.\n",
    ]);
  });
});

describe("katas explain", () => {
  test("tells a check's explanation, in any case of letters", async () => {
    const { code, out } = await checkout.katas(["explain", "add-01"]);
    expect([code, out]).toEqual([
      0,
      [
        " ADD-01  00/01 adding",
        "",
        "   The sum of two numbers is their sum.",
        "",
        "   Why it matters. It does.",
        "",
        "   Run it: npm test -- 00/01   Hint: npx katas hint 00/01",
        "",
      ].join("\n"),
    ]);
  });

  test("names the nearest codes where one is not known", async () => {
    const { code, out, err } = await checkout.katas(["explain", "ADS-01"]);
    expect([code, out, err]).toEqual([
      2,
      "",
      'No check has the code "ADS-01". The nearest are ADD-01, SND-01.\n' +
        "A failure shows its code at the right of its first line.\n",
    ]);
  });
});
