import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import type { Logger } from "@stryker-mutator/api/logging";
import type { Exercise } from "../course/index.ts";
import { cut } from "../cut.ts";
import { grade, type Submission } from "../grading/index.ts";
import { targetFile } from "../run/index.ts";
import { Proof } from "./bank.ts";
import type { StepReport } from "./tools.ts";

const SEED = 1_000;

/** A reference with one thing changed. */
interface Mutant {
  text: string;
  /** `line 12: a < b becomes a <= b` */
  told: string;
}

/**
 * Hands in references with one small thing changed, a comparison or a sum or a whole block, as a tool for mutation testing
 * changes them: what the bank's mistakes are to people, these are to chance. Grading takes none of them for right, and
 * takes the reference for right that is handed in with them.
 *
 * Where a change makes no difference, the reference says so in the tool's words: `// Stryker disable next-line …: why`.
 *
 * @param exercises  of which those without servers are asked
 */
export async function proveMutants(exercises: Exercise[]): Promise<StepReport> {
  const proof = new Proof();
  for (const exercise of exercises.filter(({ needs }) => needs.length === 0)) await proveExercise(exercise, proof);
  return proof.result();
}

async function proveExercise(exercise: Exercise, proof: Proof): Promise<void> {
  const reference = readFileSync(targetFile(exercise, "solution"), "utf8");
  const home = mkdtempSync(path.join(os.tmpdir(), "katas-mutants-"));
  const handIn = (text: string, name: string): Submission => {
    const folder = mkdtempSync(path.join(home, "mutant-"));
    writeFileSync(path.join(folder, path.basename(exercise.file)), text);
    return { name, folder };
  };
  try {
    const right = handIn(reference, "the reference");
    const mutants = (await mutantsOf(reference, exercise.file)).map(({ text, told }) => handIn(text, told));
    const grades = await grade([right, ...mutants], { exercises: [exercise], selection: [exercise.short], seed: SEED });
    for (const { submission, verdict } of grades) {
      const due = submission === right.name ? "pass" : "fail";
      proof.hold(verdict === due, `${exercise.short} ${submission}: it is a ${due} (it is ${verdict})`);
    }
  } finally {
    rmSync(home, { recursive: true, force: true });
  }
}

/** @param name  by its ending the tool knows the language */
async function mutantsOf(source: string, name: string): Promise<Mutant[]> {
  // Loaded only here: it brings a whole compiler, and most of what proves the course never asks for it.
  const [{ commonTokens }, { createInstrumenter }, { createInjector }] = await Promise.all([
    import("@stryker-mutator/api/plugin"),
    import("@stryker-mutator/instrumenter"),
    import("typed-inject"),
  ]);
  const instrumenter = createInjector().provideValue(commonTokens.logger, SILENT).injectFunction(createInstrumenter);
  const options = { ignorers: [], excludedMutations: [], plugins: null };
  const { mutants } = await instrumenter.instrument([{ name, content: source, mutate: true }], options);
  const lines = source.split("\n");
  const offset = ({ line, column }: { line: number; column: number }) =>
    lines.slice(0, line).reduce((sum, one) => sum + one.length + 1, column);
  const able = mutants.filter(({ status }) => status !== "Ignored");
  return able.map(({ location: { start, end }, replacement }) => {
    const [from, to] = [offset(start), offset(end)];
    const [was, becomes] = [source.slice(from, to), replacement].map((code) => cut(code.replaceAll(/\s+/g, " "), 60));
    const told = `line ${start.line + 1}: ${was} becomes ${becomes}`;
    return { text: source.slice(0, from) + replacement + source.slice(to), told };
  });
}

const no = () => false;
const nothing = () => {};
/** What the tool asks for to tell of itself. */
const SILENT: Logger = {
  isTraceEnabled: no,
  isDebugEnabled: no,
  isInfoEnabled: no,
  isWarnEnabled: no,
  isErrorEnabled: no,
  isFatalEnabled: no,
  trace: nothing,
  debug: nothing,
  info: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
};
