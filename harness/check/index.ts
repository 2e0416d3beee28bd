/**
 * Proves the course: stubs fail for the intended reason, references and alternatives pass, every mistake is caught by
 * the check it names, lessons and documentation are true. Knows nothing of how a check runs.
 */
import path from "node:path";
import { type Exercise, flinkOf, type Module } from "../course/index.ts";
import { KATAS, uncompiled } from "../paths.ts";
import { bank } from "../run/index.ts";
import { apart } from "./apart.ts";
import type { BankOptions, BankReport } from "./bank.ts";
import { proveConformanceJar } from "./conformance/index.ts";
import { proveDocs } from "./docs/index.ts";
import { proveDrawing } from "./drawing.ts";
import { proveModuleFigures } from "./figures.ts";
import { proveInARow, proveOnDocker, RUNS } from "./in-a-row.ts";
import { proveMutants } from "./mutants.ts";
import { provePicture } from "./pictures.ts";
import { proveRunner } from "./runner.ts";
import { proveCourse, proveStructure } from "./structure.ts";
import { proveTamper } from "./tamper-step.ts";
import { proveHarness, proveLint, proveTypes, type StepReport, type Tier } from "./tools.ts";

export { endWithParent } from "./apart.ts";
export { type BankReport, type BankRow, proveBank } from "./bank.ts";
export { renderBank, renderCatches, renderExercise, renderTable } from "./render.ts";
export { proveTamper } from "./tamper-step.ts";
export type { StepReport, Tier } from "./tools.ts";

export interface CheckOptions {
  course: Module[];
  exercises: Exercise[];
  /** Everything, or only the exercises, or only README and docs. */
  parts: "all" | "exercises" | "docs";
  tier: Tier;
  /** Seeds the references and alternatives must pass with. */
  seeds: number[];
  /** Run mistakes against every check, not only the one each names. */
  everyCheck: boolean;
  writePictures: boolean;
  onStep: (name: string, report: StepReport, durationMs: number) => void;
  onExercise: (exercise: Exercise, report: BankReport) => void;
}

/**
 * Exercises that are proved at the same time, where two cores are: one in Flink keeps a core busy, one with Kafka alone
 * waits for most of its time. More would be too late for their deadlines.
 */
const IN_FLINK = 2;
const WITH_KAFKA = 2;

/** Of exercises in Flink in the whole fast tier: each of their checks is a job of its own. */
const SEEDS_IN_FLINK = 1;

/** Of a cluster that is its own, an exercise also stops servers and starts them again. */
function starts({ needs }: Exercise): boolean {
  return needs.includes("flink2");
}

/** Runs every proof. @returns how many statements held, and how many did not */
export async function checkCourse(options: CheckOptions): Promise<{ passed: number; failed: number }> {
  const total = { passed: 0, failed: 0 };
  const count = ({ proved, faults }: StepReport) => {
    total.passed += proved;
    total.failed += faults.length;
  };
  const step = async (name: string, prove: () => Promise<StepReport>) => {
    const started = performance.now();
    const report = await prove();
    count(report);
    options.onStep(name, report, performance.now() - started);
  };
  const { parts, tier } = options;
  if (parts === "all") {
    await Promise.all([
      step("types", proveTypes),
      step("lint and format", proveLint),
      step("the Flink runner's jar", () => proveRunner(tier)),
      step("the jar that asks Flink", proveConformanceJar),
    ]);
    await step("harness tests", () => proveHarness(tier));
  }
  const codes = new Map<string, string[]>();
  // What has the most to run comes first: nothing long is left for the end, when a lane has no company.
  const size = (exercise: Exercise) => bank(exercise).length * exercise.minutes * (starts(exercise) ? 5 : 1);
  const chosen = parts === "docs" ? [] : options.exercises.toSorted((a, b) => size(b) - size(a));
  const pure = chosen.filter(({ needs }) => needs.length === 0);
  const inFlink = chosen.filter(({ needs }) => flinkOf(needs));
  const withKafka = chosen.filter(({ needs }) => needs.length > 0 && !flinkOf(needs));
  const lane = async (...queues: Exercise[][]) => {
    const next = () => queues.find((queue) => queue.length > 0)?.shift();
    for (let exercise = next(); exercise; exercise = next()) {
      const report = await proveExercise(exercise, options);
      codes.set(exercise.key, report.codes);
      count(report);
      options.onExercise(exercise, report);
    }
  };
  // A diagnosis has as long as somebody waits for it who runs one exercise: with three at once it would be given up.
  if (tier === "full") await lane(inFlink, withKafka, pure);
  else
    await Promise.all([
      ...Array.from({ length: IN_FLINK }, () => lane(inFlink, pure, withKafka)),
      ...Array.from({ length: WITH_KAFKA }, () => lane(withKafka, pure)),
    ]);
  if (parts !== "docs") {
    const modules = new Set(options.exercises.map(({ module }) => module));
    await step("figures of modules", () => proveModuleFigures([...modules], options.writePictures));
    await step("the course as a whole", async () => proveCourse(options.course, codes));
  }
  if (tier === "full") {
    await step(`${RUNS} runs in a row, with servers`, () => proveInARow(options.exercises));
    await step("on docker", () => proveOnDocker(options.exercises));
    await step("mutants of the references", () => proveMutants(options.exercises));
  }
  // One after the other: each keeps both cores busy, and what it runs has deadlines.
  if (parts === "all") await step("attacks on the grader", () => proveTamper(tier));
  // A cluster of its own and commands one by one: neither alone keeps two cores busy.
  await Promise.all([
    parts === "all" && step("conformance with Flink", () => proveConformance(tier)),
    parts !== "exercises" &&
      step("README and docs", () => proveDocs(options.course, parts === "all" && tier === "fast")),
  ]);
  return total;
}

/** The bank on the real servers in a process of its own, and what can be seen without running anything. */
async function proveExercise(
  exercise: Exercise,
  { seeds: all, parts, tier, everyCheck, writePictures }: CheckOptions,
): Promise<BankReport> {
  const options: BankOptions = { everyCheck, diagnose: tier === "full" };
  const seeds = flinkOf(exercise.needs) && parts === "all" && tier === "fast" ? all.slice(0, SEEDS_IN_FLINK) : all;
  const program = [KATAS, "prove"];
  try {
    const report = await apart<BankReport>(program, [exercise.key, JSON.stringify(options), ...seeds.map(String)]);
    for (const more of [
      proveStructure(exercise, report.codes),
      await provePicture(exercise, writePictures),
      await proveDrawing(exercise, writePictures),
    ]) {
      report.proved += more.proved;
      report.faults.push(...more.faults);
    }
    return report;
  } catch (error) {
    const faults = [error instanceof Error ? error.message : String(error)];
    return { key: exercise.key, codes: [], rows: [], needs: [], diagnosed: false, proved: 0, faults, durationMs: 0 };
  }
}

async function proveConformance(tier: Tier): Promise<StepReport> {
  const script = path.join(import.meta.dirname, "conformance", "main.ts");
  try {
    return await apart<StepReport>(uncompiled(script), [tier]);
  } catch (error) {
    return { proved: 0, faults: [error instanceof Error ? error.message : String(error)] };
  }
}
