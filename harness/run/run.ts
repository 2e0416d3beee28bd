import { randomBytes, randomInt } from "node:crypto";
import { readFileSync } from "node:fs";
import path from "node:path";
import { type CliOptions, createVitest } from "vitest/node";
import { type Exercise, importedNames, unimplemented } from "../course/index.ts";
import type { CheckResult, RunReport } from "../feedback/index.ts";
import { Problem } from "../problem.ts";
import { ensure, type OnProgress, type ServiceName, type Stack } from "../runtime/index.ts";
import type { RunPlan, Target, Variant } from "../target/index.ts";
import { vitestConfig } from "./config.ts";
import { leftovers } from "./leftovers.ts";
import { Collector } from "./reporter.ts";
import { targetFile } from "./targets.ts";

export interface RunOptions {
  exercises: Exercise[];
  variants: Variant[];
  /** Keep running: again at every save. */
  watch?: boolean;
  /** Flags of Vitest's own. */
  vitest?: CliOptions;
  onProgress?: OnProgress;
  /** Once the servers (if any) are there, before the first check. */
  onReady?: (stack: Stack | undefined) => void;
  onCheck?: (exercise: Exercise, check: CheckResult) => void;
  onReport: (report: RunReport) => void | Promise<void>;
  signal?: AbortSignal;
}

/** A run that has ended, or, watching, goes on until it is closed. */
export interface Run {
  close(): Promise<void>;
}

/** A seed for a run that was not given one: drawn, and told, so that it can be given the next time. */
export function drawSeed(): number {
  return randomInt(1, 1_000_000);
}

/** The servers these exercises will use: none while all of an exercise is still a stub. */
export function serversFor(exercises: Exercise[], targets: Target[]): { now: ServiceName[]; soon: ServiceName[] } {
  const now = new Set<ServiceName>();
  const soon = new Set<ServiceName>();
  for (const exercise of exercises) {
    const untouched = targets.every((target) => isUntouched(exercise, target));
    for (const need of exercise.needs) (untouched ? soon : now).add(need);
  }
  return { now: [...now], soon: [...soon].filter((need) => !now.has(need)) };
}

function isUntouched(exercise: Exercise, target: Target): boolean {
  const stubs = unimplemented(readFileSync(targetFile(exercise, target), "utf8")) ?? [];
  const wanted = importedNames(readFileSync(exercise.test, "utf8"), `./${path.basename(exercise.file)}`);
  return wanted.length > 0 && wanted.every((name) => stubs.includes(name));
}

/**
 * Runs exercises in Vitest, in this process, against the servers they need.
 * Servers that cannot be had do not stop the exercises that need none: the others report an error.
 */
export async function run(options: RunOptions): Promise<Run> {
  const { exercises, variants, watch = false } = options;
  const targets = [...new Set(variants.map(({ target }) => target))];
  const { now, soon } = serversFor(exercises, targets);
  const services = watch ? [...now, ...soon] : now;
  const servers = await stackFor(services, options);
  options.onReady?.(servers.stack);
  const plan: RunPlan = {
    runId: randomBytes(3).toString("hex"),
    launcher: process.pid,
    variants,
    exercises: exercises.map((exercise) => ({
      key: exercise.key,
      test: exercise.test,
      file: exercise.file,
      targets: Object.fromEntries(targets.map((target) => [target, targetFile(exercise, target)])),
    })),
    leftovers: leftovers(servers.stack),
    ...servers,
  };
  const collector = new Collector(exercises, options.onReport, options.onCheck);
  const { plugins = [], root, test = {} } = vitestConfig(exercises, targets, plan);
  const vitest = await createVitest(
    "test",
    { ...test, ...options.vitest, config: false, watch, reporters: [collector], ...(root && { root }) },
    { plugins, logLevel: "silent", clearScreen: false },
  );
  options.signal?.addEventListener("abort", () => void vitest.exit(true), { once: true });
  await vitest.start();
  if (!watch) await vitest.close();
  return { close: () => vitest.close() };
}

async function stackFor(
  services: ServiceName[],
  { onProgress, signal }: RunOptions,
): Promise<Pick<RunPlan, "stack" | "noStack">> {
  if (services.length === 0) return {};
  try {
    return { stack: await ensure(services, { ...(onProgress && { onProgress }), ...(signal && { signal }) }) };
  } catch (error) {
    if (!(error instanceof Problem) || signal?.aborted) throw error;
    return { noStack: { sentence: error.message, ...(error.remedy !== undefined && { remedy: error.remedy }) } };
  }
}
