import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import {
  type Exercise,
  importedNames,
  invariant,
  type Module,
  readExplanations,
  readHints,
  readMistakes,
  untouchedIn,
  writtenChecks,
} from "../course/index.ts";
import { fromRoot } from "../paths.ts";
import { bank } from "../run/index.ts";
import { Proof } from "./bank.ts";
import { predictionIn } from "./drawing.ts";

/** Sections every lesson has. */
const SECTIONS = [
  "## Predict",
  "## The idea",
  "**The trap.**",
  "## Your task",
  "## Summary",
  "**At work**",
  "**Try variations.**",
];

/** Parts every explanation has, after the invariant. */
const PARTS = ["**Why it matters.**", "**How to see it.**", "**Read on.**"];

const IN_EXERCISE = /^(README\.md|[a-z0-9-]+\.(svg|sql)|[a-z0-9-]+(\.test)?\.ts)$/;
const IN_SOLUTION = /^(DISCUSSION\.md|explain\.md|hints\.md|picture\.ts|alternatives|mistakes|[a-z0-9-]+\.(ts|sql))$/;

/** What can be seen of an exercise without running it: everything is there, nothing is astray. */
export function proveStructure(exercise: Exercise, codes: string[]): { proved: number; faults: string[] } {
  const proof = new Proof();
  const stub = readFileSync(exercise.file, "utf8");
  const test = readFileSync(exercise.test, "utf8");
  const wanted = importedNames(exercise);
  const untouched = untouchedIn(exercise, stub) !== undefined;
  if (exercise.language === "sql") {
    proof.hold(stub.includes("-- TODO"), "the stub says what to do next (-- TODO)");
    proof.hold(untouched, "the stub has no statement");
  } else {
    proof.hold(stub.includes("// TODO"), "the stub says what to do next (// TODO)");
    const bare = "every function the test imports is a bare NotImplemented in the stub";
    proof.hold(untouched, `${bare} (${wanted.join(", ")})`);
  }
  proof.hold(!stub.includes('"#harness"'), "the stub does not import #harness");
  const lesson = readFileSync(exercise.readme, "utf8");
  for (const section of SECTIONS) proof.hold(lesson.includes(section), `the lesson has "${section}"`);
  const predict = predictionIn(lesson);
  if (/watermark|window|event time/.test(predict)) {
    proof.hold(predict.includes("npx katas draw "), "what is to be predicted of time is settled by npx katas draw");
  }
  // Grading knows from the test's text which checks must have run, and gives a point for each.
  const written = writtenChecks(test).map(({ code }) => code);
  proof.hold(
    written.join() === codes.join(),
    `the checks written in the test (${written}) are those that run (${codes})`,
  );
  proof.hold(exercise.points === written.length, `points: ${exercise.points} is a point a check (${written.length})`);
  const explained = readExplanations(exercise);
  for (const code of codes) proof.hold(explained.has(code), `explain.md explains ${code}`);
  for (const [code, text] of explained) proveExplanation(code, text, proof);
  for (const { name, caughtBy, said } of readMistakes(exercise)) {
    const header = caughtBy !== undefined && said !== undefined;
    proof.hold(
      header,
      `${name} begins with // caught-by: CODE (in SQL --) and a line // You ... that says what the learner did`,
    );
  }
  for (const code of explained.keys()) proof.hold(codes.includes(code), `explain.md's ${code} is a check`);
  proof.hold(readHints(exercise).length >= 3, "hints.md has three hints or more");
  proof.hold(existsSync(path.join(exercise.solution, "DISCUSSION.md")), "there is a DISCUSSION.md");
  proveCounts(exercise, proof);
  for (const [folder, allowed] of [
    [exercise.folder, IN_EXERCISE],
    [exercise.solution, IN_SOLUTION],
  ] as const) {
    for (const name of readdirSync(folder)) {
      proof.hold(allowed.test(name), `${fromRoot(path.join(folder, name))} belongs there`);
    }
  }
  return proof.result();
}

/** `npx katas explain` tells what the check stands for, why it matters, how to see it and where to read on. */
function proveExplanation(code: string, text: string, proof: Proof): void {
  proof.hold(/^[A-Z"`'].*[.!?]$/.test(invariant(text)), `explain.md begins ${code} with the rule, in a sentence`);
  for (const part of PARTS) {
    const told = text.split(part)[1]?.split(/\n\s*\n\*\*/)[0] ?? "";
    proof.hold(told.trim() !== "", `explain.md says of ${code} "${part.replaceAll("*", "")}"`);
  }
  const reading = text.split("**Read on.**")[1] ?? "";
  proof.hold(/\]\(https?:\/\/|chapter|discussion/.test(reading), `explain.md names for ${code} what to read`);
}

/** Enough wrong answers to trust the checks, and other right answers where they differ. */
function proveCounts(exercise: Exercise, proof: Proof): void {
  const targets = bank(exercise);
  const mistakes = targets.filter((target) => target.startsWith("mistake:")).length;
  const alternatives = targets.filter((target) => target.startsWith("alternative:")).length;
  const pure = exercise.needs.length === 0;
  proof.hold(mistakes >= (pure ? 4 : 3), `it has ${pure ? 4 : 3} mistakes or more (${mistakes})`);
  proof.hold(alternatives >= (pure ? 2 : 0), `a pure exercise has two alternatives or more (${alternatives})`);
}

/** What holds of the course as a whole. */
export function proveCourse(course: Module[], codesByKey: Map<string, string[]>): { proved: number; faults: string[] } {
  const proof = new Proof();
  const owners = new Map<string, string>();
  for (const [key, codes] of codesByKey) {
    for (const code of codes) {
      const owner = owners.get(code);
      proof.hold(owner === undefined, `${code} is used once (${owner} and ${key})`);
      owners.set(code, key);
    }
  }
  for (const module of course) {
    const folders = readdirSync(module.folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of folders) {
      const known = module.exercises.some(({ folder }) => path.basename(folder) === name);
      proof.hold(known, `${module.slug}/${name} is an exercise (NN-name, with a README.md)`);
    }
    const core = module.exercises.filter(({ extra }) => !extra).reduce((sum, { minutes }) => sum + minutes, 0);
    proof.hold(
      core <= module.minutes,
      `module ${module.number}: its core path takes ${core} of ${module.minutes} minutes`,
    );
  }
  return proof.result();
}
