import { type CliOptions, createVitest, type TestSpecification, type Vitest } from "vitest/node";
import type { Exercise } from "../course/index.ts";
import type { CheckResult, RunReport } from "../feedback/index.ts";
import { EXIT, Problem } from "../problem.ts";
import type { OnProgress, Stack } from "../runtime/index.ts";
import type { Confinement } from "../sandbox/index.ts";
import type { RunPlan, Variant } from "../target/index.ts";
import { vitestConfig } from "./config.ts";
import { planFor, serversFor } from "./plan.ts";
import { Collector } from "./reporter.ts";
import { fileFor } from "./targets.ts";

export interface SessionOptions {
  exercises: Exercise[];
  variants: Variant[];
  /** What holds the submissions among the variants. */
  confinement?: Confinement;
  /** Flags of Vitest's own. */
  vitest?: CliOptions;
  onProgress?: OnProgress;
  /** Once the servers (if any) are there, before the first check. */
  onReady?: (stack: Stack | undefined) => void;
  onCheck?: (exercise: Exercise, check: CheckResult) => void;
  onReport: (report: RunReport) => void | Promise<void>;
  signal?: AbortSignal;
}

/** Vitest, ready to run a selection of exercises again and again. Close it. */
export class Session {
  readonly #options: SessionOptions;
  readonly #vitest: Vitest;
  #specifications: TestSpecification[] | undefined;

  private constructor(options: SessionOptions, vitest: Vitest) {
    this.#options = options;
    this.#vitest = vitest;
  }

  static async open(options: SessionOptions): Promise<Session> {
    const { exercises, variants, onReport, onCheck } = options;
    const collector = new Collector(exercises, onReport, onCheck);
    const { plugins = [], root, test = {} } = vitestConfig(exercises, variants);
    const vitest = await createVitest(
      "test",
      { ...test, ...options.vitest, config: false, watch: false, reporters: [collector], ...(root && { root }) },
      { plugins, logLevel: "silent", clearScreen: false },
    );
    options.signal?.addEventListener("abort", () => void vitest.cancelCurrentRun("keyboard-input"), { once: true });
    return new Session(options, vitest);
  }

  /**
   * Runs every selected exercise, against the servers they need. Servers that cannot be had do not stop the exercises
   * that need none: the others report an error.
   */
  async run(): Promise<void> {
    const { exercises, variants, confinement, onReady, signal } = this.#options;
    const servers = await this.#servers();
    signal?.throwIfAborted();
    onReady?.(servers.stack);
    this.#vitest
      .getRootProject()
      .provide("katas", planFor(exercises, variants, { ...servers, ...(confinement && { confinement }) }));
    for (const exercise of exercises) {
      for (const variant of variants) this.#vitest.invalidateFile(fileFor(exercise, variant));
      this.#vitest.invalidateFile(exercise.test);
    }
    this.#specifications ??= await this.#vitest.globTestSpecifications();
    await this.#vitest.runTestSpecifications(this.#specifications, true);
    signal?.throwIfAborted();
  }

  async close(): Promise<void> {
    await this.#vitest.close();
  }

  async #servers(): Promise<Pick<RunPlan, "stack" | "noStack">> {
    const { exercises, variants, onProgress, signal } = this.#options;
    const { now } = serversFor(exercises, variants);
    if (now.length === 0) return {};
    // Loaded only here: an exercise without servers should not wait for what brings them up.
    const { ensure } = await import("../runtime/index.ts");
    try {
      return { stack: await ensure(now, { ...(onProgress && { onProgress }), ...(signal && { signal }) }) };
    } catch (error) {
      const unusable = error instanceof Problem && error.exitCode !== EXIT.usage;
      if (!unusable || signal?.aborted) throw error;
      return { noStack: { sentence: error.message, ...(error.remedy !== undefined && { remedy: error.remedy }) } };
    }
  }
}

/** Runs a selection once. */
export async function run(options: SessionOptions): Promise<void> {
  const session = await Session.open(options);
  try {
    await session.run();
  } finally {
    await session.close();
  }
}
