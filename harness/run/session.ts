import type { CliOptions, TestSpecification, Vitest } from "vitest/node";
import { type Exercise, flinkOf } from "../course/index.ts";
import type { CheckResult, RunReport } from "../feedback/index.ts";
import { EXIT, Problem } from "../problem.ts";
// Past the folder's index, which loads what brings servers up.
import { FLINK_SERVICES } from "../runtime/contract.ts";
import type { OnProgress, ServiceName, Stack } from "../runtime/index.ts";
import type { Confinement } from "../sandbox/index.ts";
import type { RunPlan, Variant } from "../target/index.ts";
import { vitestConfig } from "./config.ts";
import { heldOn, planFor, serversFor } from "./plan.ts";
import { Collector } from "./reporter.ts";
import { fileFor } from "./targets.ts";

export interface SessionOptions {
  exercises: Exercise[];
  variants: Variant[];
  /** Submissions, which are staged while Vitest starts: more variants, and what holds them. */
  submissions?: Promise<Staged> | undefined;
  /** Flags of Vitest's own. */
  vitest?: CliOptions;
  onProgress?: OnProgress;
  /** Once the servers (if any) are there, before the first check. */
  onReady?: (stack: Stack | undefined) => void;
  onCheck?: (exercise: Exercise, check: CheckResult) => void;
  onReport: (report: RunReport) => void | Promise<void>;
  signal?: AbortSignal;
}

/** Submissions that can be run. */
interface Staged {
  variants: Variant[];
  confinement: Confinement;
}

/** Vitest, ready to run a selection of exercises again and again. Close it. */
export class Session {
  readonly #options: SessionOptions;
  readonly #vitest: Vitest;
  readonly #variants: Variant[];
  readonly #confinement: Confinement | undefined;
  #specifications: TestSpecification[] | undefined;
  /** The JobManagers of clusters that have loaded what they need: a watch runs again and again. */
  readonly #readied = new Set<string>();
  /** Settles once all is to end: one listener, however often a watch runs. */
  readonly #aborted: Promise<void>;

  private constructor(options: SessionOptions, vitest: Vitest, variants: Variant[], confinement?: Confinement) {
    this.#options = options;
    this.#vitest = vitest;
    this.#variants = variants;
    this.#confinement = confinement;
    this.#aborted = new Promise((resolve) => {
      options.signal?.addEventListener("abort", () => resolve(), { once: true });
    });
  }

  static async open(options: SessionOptions): Promise<Session> {
    // The facade reads them when a test asks for it: by then submissions are among them.
    const variants = [...options.variants];
    const starting = start(options, variants);
    try {
      const [vitest, staged] = await Promise.all([starting, options.submissions]);
      variants.push(...(staged?.variants ?? []));
      return new Session(options, vitest, variants, staged?.confinement);
    } catch (error) {
      await starting.then(
        (vitest) => vitest.close(),
        () => {},
      );
      throw error;
    }
  }

  /**
   * Runs every selected exercise, against the servers they need. Servers that cannot be had do not stop the exercises
   * that need none: the others report an error.
   */
  async run(): Promise<void> {
    const { exercises, onReady, signal } = this.#options;
    const variants = this.#variants;
    const confinement = this.#confinement;
    const servers = await this.#servers();
    signal?.throwIfAborted();
    onReady?.(servers.stack);
    const held = confinement && { confinement: heldOn(servers.stack, confinement) };
    this.#vitest.getRootProject().provide("katas", planFor(exercises, variants, { ...servers, ...held }));
    for (const exercise of exercises) {
      for (const variant of variants) this.#vitest.invalidateFile(fileFor(exercise, variant));
      this.#vitest.invalidateFile(exercise.test);
    }
    this.#specifications ??= await this.#vitest.globTestSpecifications();
    // Not waited for is a check under way, once all is to end.
    await Promise.race([this.#vitest.runTestSpecifications(this.#specifications, true), this.#aborted]);
    signal?.throwIfAborted();
  }

  async close(): Promise<void> {
    await this.#vitest.close();
  }

  async #servers(): Promise<Pick<RunPlan, "stack" | "noStack">> {
    const { now } = serversFor(this.#options.exercises, this.#variants);
    if (now.length === 0) return {};
    try {
      const stack = await this.#ensure(now);
      await this.#ready(stack);
      return { stack };
    } catch (error) {
      return this.#withoutFlink(error);
    }
  }

  /** Where Flink cannot be had, the exercises that need none are judged all the same. @throws what stops all of them */
  async #withoutFlink(error: unknown): Promise<Pick<RunPlan, "stack" | "noStack">> {
    const withoutIt = this.#options.exercises.filter(({ needs }) => !flinkOf(needs));
    const { now } = serversFor(withoutIt, this.#variants);
    if (now.length === 0 || withoutIt.length === this.#options.exercises.length) return { noStack: this.#told(error) };
    try {
      const stack = await this.#ensure(now);
      return { stack, noStack: this.#told(error, true) };
    } catch (again) {
      return { noStack: this.#told(again) };
    }
  }

  /** What else takes a server's time once. */
  async #ready({ services }: Stack): Promise<void> {
    for (const service of FLINK_SERVICES) {
      const cluster = services[service];
      if (cluster === undefined || this.#readied.has(cluster.rest)) continue;
      const languages = this.#options.exercises
        .filter(({ needs }) => flinkOf(needs) === service)
        .map(({ language }) => language);
      const { loadEngine, loadPlanner } = await import("../flink/warm/index.ts");
      if (languages.includes("ts")) await loadEngine(cluster.rest);
      if (languages.includes("sql")) await loadPlanner(cluster.sqlGateway, cluster.rest);
      this.#readied.add(cluster.rest);
    }
  }

  async #ensure(services: ServiceName[]): Promise<Stack> {
    const { onProgress, signal } = this.#options;
    // Loaded only here: an exercise without servers should not wait for what brings them up.
    const { ensure } = await import("../runtime/index.ts");
    return ensure(services, { ...(onProgress && { onProgress }), ...(signal && { signal }) });
  }

  /**
   * What exercises are told that need what could not be had.
   * @param others  whether there are some that do not, so that even a wrong setting stops not all of them
   * @throws what stops all of them
   */
  #told(error: unknown, others = false): NonNullable<RunPlan["noStack"]> {
    const unusable = error instanceof Problem && (others || error.exitCode !== EXIT.usage);
    if (!unusable || this.#options.signal?.aborted) throw error;
    return { sentence: error.message, ...(error.remedy !== undefined && { remedy: error.remedy }) };
  }
}

async function start(options: SessionOptions, variants: Variant[]): Promise<Vitest> {
  const { exercises, onReport, onCheck, signal } = options;
  // Most of Vitest's start is its loading: what stages submissions works meanwhile.
  const { createVitest } = await import("vitest/node");
  // Of a run that was broken off there is nothing to tell.
  const tell = (report: RunReport) => (signal?.aborted ? undefined : onReport(report));
  const collector = new Collector(exercises, tell, onCheck);
  const { plugins = [], root, test = {} } = await vitestConfig(exercises, variants, options.submissions !== undefined);
  const vitest = await withoutSignals(() =>
    createVitest(
      "test",
      { ...test, ...options.vitest, config: false, watch: false, reporters: [collector], ...(root && { root }) },
      { plugins, logLevel: "silent", clearScreen: false },
    ),
  );
  signal?.addEventListener("abort", () => void vitest.cancelCurrentRun("keyboard-input"), { once: true });
  return vitest;
}

/**
 * Makes Vitest without what it does at a signal: it would end this process a millisecond later, whatever a command has
 * still to put away (cli/interrupt.ts). It listens as soon as it is asked for.
 */
function withoutSignals(make: () => Promise<Vitest>): Promise<Vitest> {
  const signals = ["SIGINT", "SIGTERM"] as const;
  const ours = signals.map((signal) => process.listeners(signal));
  const making = make();
  for (const [i, signal] of signals.entries()) {
    for (const listener of process.listeners(signal)) if (!ours[i]?.includes(listener)) process.off(signal, listener);
  }
  return making;
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
