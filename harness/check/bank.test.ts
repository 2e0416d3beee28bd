/** A proof that cannot fail proves nothing: each kind of fault is found, and a sound exercise has none. */
import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, expect, test } from "vitest";
import { type Exercise, findExercise, readCourse } from "../course/index.ts";
import { SmallCourse } from "../course/testing/small-course.ts";
import { fromRoot, ROOT, uncompiled } from "../paths.ts";
import { Proof, proveStub } from "./bank.ts";
import { proveFigure } from "./figures.ts";
import { provePicture } from "./pictures.ts";
import { proveStructure } from "./structure.ts";

const course = new SmallCourse();
afterAll(() => course.remove());

const MODULE = "module-00-setup";
const keep = (body: string) => `export async function keep(n: number): Promise<number> {\n  ${body}\n}\n`;
const mistake = (code: string, body: string) => `// caught-by: ${code}\n// You did not keep the number.\n${keep(body)}`;
const STUB = `import { NotImplemented } from "#kata";\n\n${keep('// TODO: keep it\n  throw new NotImplemented("keep");')}`;

const checks = (slug: string, code: string) => `import { expect, test } from "#harness";
import { keep } from "./${slug}.ts";

test("keeps a number", { code: "${code}-01" }, async ({ seed }) => {
  expect(await keep(seed)).toBe(seed);
});

test("keeps nothing", { code: "${code}-02" }, async () => {
  expect(await keep(0)).toBe(0);
});
`;

const LESSON = `---
title: Sound
minutes: 10
points: 2
---
## Predict
## The idea
**The trap.**
<!-- picture -->
\`\`\`text
1 -> 1
\`\`\`
## Your task
## Summary
**At work**
**Try variations.**
`;

const PARTS =
  "**Why it matters.** It does.\n\n**How to see it.** Look.\n\n**Read on.** [Numbers](https://example.org/).\n";

const SOUND = {
  "sound.ts": STUB,
  "sound.test.ts": checks("sound", "SND"),
  "solutions/sound.ts": keep("return n;"),
  "solutions/alternatives/adds.ts": keep("return n + 0;"),
  "solutions/alternatives/multiplies.ts": keep("return n * 1;"),
  "solutions/mistakes/01-more.ts": mistake("SND-01", "return n === 0 ? 0 : n + 1;"),
  "solutions/mistakes/02-less.ts": mistake("SND-01", "return n === 0 ? 0 : n - 1;"),
  "solutions/mistakes/03-one.ts": mistake("SND-02", "return n || 1;"),
  "solutions/mistakes/04-two.ts": mistake("SND-02", "return n || 2;"),
  "solutions/explain.md": `## SND-01\n\nA number is kept.\n\n${PARTS}\n## SND-02\n\nNothing is kept.\n\n${PARTS}`,
  "solutions/hints.md": "## One\n\n1\n\n## Two\n\n2\n\n## Three\n\n3\n",
  "solutions/DISCUSSION.md": "",
  "solutions/picture.ts": 'console.log("1 -> 1");\n',
};

course.module(MODULE, "Setup");
course.exercise(`${MODULE}/01-sound`, { points: 2 }, SOUND);
const lesson = `exercises/${MODULE}/01-sound/README.md`;
const explained = `solutions/${MODULE}/01-sound/explain.md`;
course.write(lesson, LESSON);
course.exercise(
  `${MODULE}/02-faulty`,
  { points: 2 },
  {
    "faulty.ts": STUB.replace("// TODO", "if (n === 0) return 0;\n  // TODO"),
    "faulty.test.ts": checks("faulty", "FLT"),
    "solutions/faulty.ts": keep("return n === 2 ? 0 : n;"),
    "solutions/alternatives/adds.ts": keep("return n || 1;"),
    "solutions/mistakes/01-right.ts": mistake("FLT-01", "return n;"),
    "solutions/mistakes/02-nowhere.ts": mistake("FLT-09", "return 7;"),
  },
);
course.exercise(
  `${MODULE}/03-served`,
  { needs: ["kafka"] },
  { "served.ts": STUB, "served.test.ts": checks("served", "SRV"), "solutions/served.ts": keep("return n;") },
);
course.exercise(
  `${MODULE}/04-in-flink`,
  { needs: ["flink"] },
  {
    "in-flink.ts": STUB,
    "in-flink.test.ts": checks("in-flink", "FLK"),
    "solutions/in-flink.ts": keep("return n;"),
    "solutions/alternatives/not-two.ts": keep("return n === 2 ? 0 : n;"),
  },
);

const sound = (): Exercise => findExercise(readCourse(course.root), "00/01");

test("a bank: the sentence of each fault, and none of a sound exercise", async () => {
  const env = { ...process.env, KATAS_COURSE: course.root, KATAS_STATE: path.join(course.root, "state") };
  // Nothing answers here, and nothing asks.
  const nobody = "127.0.0.1:1";
  const servers = { KATAS_KAFKA_BROKERS: nobody, KATAS_FLINK_REST: nobody, KATAS_SQL_GATEWAY: nobody };
  const script = path.join(import.meta.dirname, "testing/prove-each.ts");
  const options = { cwd: ROOT, env: { ...env, ...servers, KATAS_RUNTIME: "external" } };
  const { stdout } = await promisify(execFile)(process.execPath, uncompiled(script), options);
  const told = JSON.parse(stdout.slice(stdout.lastIndexOf("\n{")));
  expect(told.sound).toEqual([]);
  expect(told.faulty).toEqual(
    [
      "the stub fails FLT-02 because it is not implemented (it is pass)",
      "solution passes FLT-01 with seed 2 (fail: ",
      "alternative:adds passes FLT-02 with seed 1 (fail: ",
      "alternative:adds passes FLT-02 with seed 2 (fail: ",
      "FLT-01 catches mistake:01-right with seed 1 (pass)",
      "FLT-01 catches mistake:01-right with seed 2 (pass)",
      "mistake:02-nowhere says which check catches it (// caught-by: one of FLT-01, FLT-02)",
      "FLT-02 catches a mistake of its own",
    ].map((start) => expect.stringContaining(start)),
  );
  expect(told.served).toContain("front matter says needs: [kafka] and its checks use []");
  const lucky = "alternative:not-two passes FLK-01 with seed 2 (fail: ";
  expect(told["in-flink"]).toContainEqual(expect.stringContaining(lucky));
}, 90_000);

test("a stub with a check that did not run", () => {
  const proof = new Proof();
  proveStub([], ["SND-01"], proof);
  expect(proof.result()).toEqual({
    proved: 0,
    faults: ["the stub fails SND-01 because it is not implemented (it is not run)"],
  });
});

test("a structure: a stray file, a section that is not there, a check that is not explained", () => {
  const faults = () => proveStructure(sound(), ["SND-01", "SND-02"]).faults;
  expect(faults()).toEqual([]);
  const stray = course.write(`solutions/${MODULE}/01-sound/notes.txt`, "");
  course.write(lesson, LESSON.replace("## Summary\n", ""));
  course.write(explained, SOUND["solutions/explain.md"].replace("## SND-02", "## SND-03"));
  expect(faults()).toEqual([
    'the lesson has "## Summary"',
    "explain.md explains SND-02",
    "explain.md's SND-03 is a check",
    `${fromRoot(stray)} belongs there`,
  ]);
});

test("a picture in text that is stale", async () => {
  course.write(lesson, LESSON);
  expect(await provePicture(sound(), false)).toEqual({ proved: 1, faults: [] });
  course.write(lesson, LESSON.replace("1 -> 1", "1 -> 2"));
  const stale = "the lesson's picture is stale: npm run check -- --write-pictures draws it anew";
  expect(await provePicture(sound(), false)).toEqual({ proved: 0, faults: [stale] });
});

test("a figure that is stale, and one that the text does not show", () => {
  const readme = course.write("figures/README.md", "![A line](line.svg)");
  const stored = course.write("figures/line.svg", "<svg/>");
  const faults = (svg: string, alt: string) => {
    const proof = new Proof();
    proveFigure(readme, { name: "line.svg", alt, svg }, false, proof);
    return proof.result().faults;
  };
  expect(faults("<svg/>", "A line")).toEqual([]);
  expect(faults("<svg>1</svg>", "A line")).toEqual([
    `${fromRoot(stored)} is stale: npm run check -- --write-pictures draws it anew`,
  ]);
  expect(faults("<svg/>", "A curve")).toEqual(["the text shows ![A curve](line.svg)"]);
});
