/** What a failure says of the misconception behind it, end to end: named where the learner's file does the same, and only there. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { Learner, type Said } from "./testing/learner.ts";

/** Running totals: one result for each number, given before the next is taken. */
const TEST = `import { expect, fc, stream, test } from "#harness";
import { totals } from "./SLUG.ts";

test("each number is answered at once", { code: "CODE-01" }, async () => {
  const source = stream.counted([1, 2]);
  const seen: { taken: number; total: number }[] = [];
  for await (const { total } of await totals(source)) seen.push({ taken: source.taken, total });
  expect(seen, "a total after each number").toEqual([{ taken: 1, total: 1 }, { taken: 2, total: 3 }]);
});

test("two streams know nothing of each other", { code: "CODE-02" }, async () => {
  expect(await stream.collect(await totals(stream.of([5]))), "a second stream starts from 0").toEqual([{ total: 5, count: 1 }]);
});

test.prop("whatever the numbers are", { code: "CODE-03" }, fc.array(fc.nat(9), { maxLength: 5 }), async (numbers) => {
  const given = await stream.collect(await totals(stream.of(numbers)));
  const sums = numbers.map((_, i) => numbers.slice(0, i + 1).reduce((a, b) => a + b, 0));
  expect(given.map(({ total }) => total), "the sums so far").toEqual(sums);
});
`;

const HEAD = "export async function* totals(numbers: AsyncIterable<number>) {";

const MISTAKES: Record<string, string> = {
  "01-answers-at-the-end": `// caught-by: CODE-01
// You answer when the stream is over: nobody waits that long.
${HEAD} const all = []; for await (const n of numbers) all.push(n); let total = 0, count = 0; for (const n of all) yield { total: total += n, count: ++count }; }
`,
  "02-state-outside": `// caught-by: CODE-02
// You keep the total outside the function: the next stream goes on with it.
let total = 0; let count = 0;
${HEAD} for await (const n of numbers) yield { total: total += n, count: ++count }; }
`,
  "03-cuts-off": `// caught-by: CODE-03
// You stop counting at 20, as if no total were larger.
${HEAD} let total = 0, count = 0; for await (const n of numbers) yield { total: total = Math.min(20, total + n), count: ++count }; }
`,
  "04-keeps-the-first": `// caught-by: CODE-01
// You answer with the number that came, and not with the total.
${HEAD} let count = 0; for await (const n of numbers) yield { total: n, count: ++count }; }
`,
  "05-keeps-the-first-by-hand": `// caught-by: CODE-01
// You forget the total before each number.
${HEAD} let count = 0; for await (const n of numbers) { let total = 0; yield { total: total += n, count: ++count }; } }
`,
  "06-waits-for-ever": `// caught-by: CODE-02
// You wait for what never comes.
${HEAD} await new Promise(() => {}); yield { total: 0, count: 0 }; }
`,
};

/** Learners' files: what the bank has, in other words, and what it has not. */
const FILES: Record<string, string> = {
  late: `${HEAD} let count = 0; let total = 0; const kept: number[] = []; for await (const one of numbers) kept.push(one);
  for (const one of kept) { count += 1; total += one; yield { count, total }; } }`,
  outside: `const state = { total: 0, count: 0 };
${HEAD} for await (const n of numbers) { state.total += n; state.count++; yield { ...state }; } }`,
  several: `${HEAD} let count = 0; for await (const total of numbers) { count++; yield { count, total }; } }`,
  capped: `${HEAD} let total = 0; let count = 0; for await (const n of numbers) { total += n; if (total > 20) total = 20; count++; yield { total, count }; } }`,
  another: `${HEAD} let total = 0; let count = 0; for await (const n of numbers) { total += n + 1; count++; yield { total, count }; } }`,
  eager: `${HEAD} const all: number[] = []; let total = 0; let count = 0; for await (const n of numbers) { all.push(n); if (all.length < 2) continue; for (const one of all.splice(0)) yield { total: total += one, count: ++count }; } for (const one of all) yield { total: total += one, count: ++count }; }`,
  right: `${HEAD} let total = 0; let count = 0; for await (const n of numbers) yield { total: total += n, count: ++count }; }`,
  handedout: `${HEAD} const all = []; for await (const n of numbers) all.push(n); let total = 0, count = 0; for (const n of all) yield { total: total += n, count: ++count }; }`,
};

let learner: Learner;
let told: Record<string, Said>;
beforeAll(async () => {
  learner = new Learner();
  learner.course.module("module-00-setup", "Setup");
  Object.entries(FILES).forEach(([slug, file], i) => {
    const code = `${slug.slice(0, 2).toUpperCase()}X`;
    const mistakes = Object.entries(slug === "handedout" ? {} : MISTAKES);
    learner.course.exercise(
      `module-00-setup/${String(i + 1).padStart(2, "0")}-${slug}`,
      { title: "Totals" },
      {
        [`${slug}.ts`]: file,
        [`${slug}.test.ts`]: TEST.replaceAll("SLUG", slug).replaceAll("CODE", code),
        ...Object.fromEntries(
          mistakes.map(([name, text]) => [`solutions/mistakes/${name}.ts`, text.replaceAll("CODE", code)]),
        ),
      },
    );
  });
  told = await learner.toldOfEach();
}, 90_000);
afterAll(() => learner.leave());

function of(slug: string): string {
  return (told[slug]?.text ?? `nothing is told of ${slug}`).replaceAll(/\s+/g, " ");
}

test("a file that does what a mistake does is told of it, whatever its fields' order", () => {
  expect(of("late")).toContain("It looks as if you answer when the stream is over: nobody waits that long. ");
});

test("what a file keeps from one check to the next is kept by the mistake too", () => {
  expect(of("outside")).toContain("OUX-02");
  expect(of("outside")).toContain("It looks as if you keep the total outside the function: the next stream goes on");
});

test("a property's own counterexample is the smallest input, and it is shown once", () => {
  expect(of("capped")).toMatch(/Smallest input that fails: \[[\d,]+\] It looks as if you stop counting at 20/);
  expect(of("capped")).not.toContain("Smallest input that shows it");
});

test("two mistakes that do the same are both named", () => {
  expect(of("several")).toContain(
    "It looks as if you answer with the number that came, and not with the total. Or you forget the total before each",
  );
});

test("a mistake that only resembles it is not named: other totals, or the same ones at other times", () => {
  for (const slug of ["another", "eager"]) {
    expect(of(slug), slug).toContain("A total after each number.");
    expect(of(slug), slug).not.toContain("It looks as if");
  }
});

test("an example is found where the failing check has none of its own", () => {
  const [, shown] = /Smallest input that shows it: (\[.*?\])/.exec(of("outside")) ?? [];
  expect(shown).toBeDefined();
});

test("without solutions nothing is said, and a right file is right", () => {
  expect(of("handedout")).toContain("A total after each number.");
  expect(of("handedout")).not.toContain("It looks as if");
  expect(told.right?.code).toBe(0);
});
