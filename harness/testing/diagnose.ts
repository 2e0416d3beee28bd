import inspector from "node:inspector";
import pMap from "p-map";
import { flinkOf } from "../course/needs.ts";
import type { Diagnosis } from "../feedback/failure.ts";
import { canonical, type Misconception } from "../target/index.ts";
import { alike } from "./alike.ts";
import { type Attempt, attempt, type Check, deadlineOf, type Setting } from "./attempt.ts";
import { Unmet } from "./expect.ts";
import { Falsified } from "./falsified.ts";
import { watchOver } from "./watchdog.ts";

/** What a learner may be kept waiting for a diagnosis, over all failing checks of a run: milliseconds. */
const BUDGET_MS = { pure: 2_000, kafka: 3_000, flink: 8_000 };

/** A mistake without servers that takes longer in one check waits for its own deadline. */
const LONGEST_MS = 500;

/** How many times as long where it is not a learner who waits, and others use the processors as well. */
const PATIENT = { budget: 4, longest: 8 };

/** An input that is longer is not shown, and neither is a difference of more lines. */
const SHOWN = { input: 120, lines: 2 };

/** What is left of the time for a diagnosis, and what one check may take of it: milliseconds. */
interface Time {
  leftMs: () => number;
  longestMs: number;
}

/** Mistakes that run in Flink at the same time: a TaskManager has slots for so many jobs beside another exercise's. */
const JOBS = 3;

const limit = ({ leftMs, longestMs }: Time) => Math.min(longestMs, leftMs());

const DIAGNOSED = new Set(["wrong", "threw", "deadline"]);

/**
 * Finds out what a failing file has in common with a mistake of the bank: runs the check against the mistakes with the same
 * seed, and names the one whose every call came out the same and which failed in the same way. Where none did, it says nothing.
 */
export class Diagnosing {
  readonly #properties: Check[];
  readonly #every: boolean;
  readonly #allowedMs: Record<keyof typeof BUDGET_MS | "longest", number>;
  /** The checks so far: what a file keeps outside its functions goes from one to the next. */
  readonly #history: Check[] = [];
  #spentMs = 0;
  #asked = false;

  /**
   * @param properties  the exercise's checks with generated inputs, for the smallest input that shows a mistake
   * @param every       diagnose every failing check, not only the first, which is the one that is told in full
   * @param patient     time matters less than an answer
   */
  constructor(properties: Check[], { every, patient }: { every: boolean; patient: boolean }) {
    this.#properties = properties;
    this.#every = every;
    const times = patient ? PATIENT : { budget: 1, longest: 1 };
    this.#allowedMs = {
      pure: BUDGET_MS.pure * times.budget,
      kafka: BUDGET_MS.kafka * times.budget,
      flink: BUDGET_MS.flink * times.budget,
      longest: LONGEST_MS * times.longest,
    };
  }

  /** Notes that a check has been run. */
  ran(check: Check): void {
    this.#history.push(check);
  }

  /** @param failed  the learner's run of the check that {@link ran} last */
  async diagnose(check: Check, failed: Attempt, setting: Setting): Promise<Diagnosis | undefined> {
    if (this.#asked && !this.#every) return undefined;
    this.#asked = true;
    const { failure, running, context } = failed;
    // Whoever stops at a breakpoint wants to see their own code run.
    if (!failure || !DIAGNOSED.has(failure.kind) || !running.mistakes || inspector.url()) return undefined;
    const own = fingerprint(check, failed);
    if (own === undefined) return undefined;
    const pure = context.needed.size === 0;
    // A consumer that waits in vain can wait for many reasons, and looks the same with each.
    if (!pure && failure.kind === "deadline") return undefined;
    const begun = performance.now();
    const flink = flinkOf([...context.needed]);
    const allowed = this.#allowedMs[pure ? "pure" : flink ? "flink" : "kafka"] - this.#spentMs;
    const leftMs = () => allowed - (performance.now() - begun);
    const time: Time = { leftMs, longestMs: this.#allowedMs.longest };
    try {
      const all = await running.mistakes();
      const named = all.filter(({ caughtBy }) => caughtBy === check.code);
      const equal = pure
        ? await this.#equalOf(own, [named, all.filter((one) => !named.includes(one))], setting, time)
        : await equalOnServers(own, named, check, setting, {
            leftMs,
            atOnce: check.shared ? 1 : flink ? JOBS : named.length,
          });
      const [first, second, third] = equal;
      if (!first || third) return undefined;
      const smallest = pure && !check.property && !second ? await this.#smallest(first, setting, time) : undefined;
      return {
        mistakes: equal.map(({ name }) => name),
        sentence: `It looks as if ${you(first)}${second ? ` Or ${you(second)}` : ""}`,
        ...(smallest && { smallest }),
      };
    } finally {
      this.#spentMs += performance.now() - begun;
    }
  }

  /** Of the first group that has any, the mistakes that behave as the learner's file does. */
  async #equalOf(own: string, groups: Misconception[][], setting: Setting, time: Time): Promise<Misconception[]> {
    for (const group of groups) {
      // Together, since each is an answer of the process that reads files; what does not load shows when it is called.
      await Promise.allSettled(group.map(({ load }) => load()));
      const equal: Misconception[] = [];
      for (const mistake of group) {
        if ((await shadowOf(mistake, setting).after(this.#history, time)) === own) equal.push(mistake);
      }
      if (equal.length > 0) return equal;
    }
    return [];
  }

  async #smallest(mistake: Misconception, setting: Setting, time: Time): Promise<Diagnosis["smallest"]> {
    const apart = { ...mistake, load: mistake.another };
    for (const property of this.#properties) {
      if (time.leftMs() <= 0) return undefined;
      const { failure } = await attemptWith(apart, property, setting, limit(time));
      const input = failure?.counterexample;
      if (!failure || input === undefined || input.length > SHOWN.input) continue;
      return { input, difference: failure.evidence.length <= SHOWN.lines ? failure.evidence : [] };
    }
    return undefined;
  }
}

/** A mistake that runs the checks the learner's file has run, each once: what it did in them, whoever it is compared with. */
class Shadow {
  readonly #mistake: Misconception;
  readonly #setting: Setting;
  readonly #did = new Map<Check, string | undefined>();
  /** Whether it has kept a check waiting: it would keep the others waiting as well. */
  #overdue = false;

  constructor(mistake: Misconception, setting: Setting) {
    this.#mistake = mistake;
    this.#setting = setting;
  }

  /** What it did in the last of these checks; undefined where it passed, or there was no time to know. */
  async after(checks: Check[], time: Time): Promise<string | undefined> {
    for (const check of checks) {
      if (this.#did.has(check)) continue;
      if (this.#overdue || time.leftMs() <= 0) return undefined;
      const limitMs = limit(time);
      const ran = await attemptWith(this.#mistake, check, this.#setting, limitMs);
      this.#overdue = ran.reachedMs !== undefined;
      const cut = this.#overdue && limitMs < time.longestMs;
      this.#did.set(check, cut ? undefined : fingerprint(check, ran));
    }
    const last = checks.at(-1);
    return last && this.#did.get(last);
  }
}

const shadows = new Map<string, Shadow>();

function shadowOf(mistake: Misconception, setting: Setting): Shadow {
  const key = `${mistake.file} ${setting.seed}`;
  const found = shadows.get(key) ?? new Shadow(mistake, setting);
  shadows.set(key, found);
  return found;
}

/** With servers nearly all time is waiting, so mistakes wait together; each has topics of its own. */
async function equalOnServers(
  own: string,
  mistakes: Misconception[],
  check: Check,
  setting: Setting,
  { leftMs, atOnce }: { leftMs: () => number; atOnce: number },
): Promise<Misconception[]> {
  const one = async (mistake: Misconception) => {
    const limitMs = leftMs();
    return limitMs > 0 ? attemptWith(mistake, check, setting, limitMs) : undefined;
  };
  const ran = await pMap(mistakes, one, { concurrency: Math.max(1, atOnce) });
  return mistakes.filter((_, i) => {
    const one = ran[i];
    return one && one.failure?.kind !== "deadline" && fingerprint(check, one) === own;
  });
}

async function attemptWith(mistake: Misconception, check: Check, setting: Setting, limitMs: number): Promise<Attempt> {
  const { key } = setting.exercise;
  // Checks without servers may never wait for a timer; between two of them the deadlines have their turn.
  await new Promise((resolve) => setImmediate(resolve));
  const dismiss = watchOver({
    key,
    code: check.code,
    title: check.title,
    files: [mistake.file],
    mistake: mistake.name,
  });
  try {
    const deadlineMs = Math.min(deadlineOf(check, setting.exercise), limitMs);
    return await attempt({ ...check, deadlineMs }, { ...setting, target: `mistake:${mistake.name}`, mistake });
  } finally {
    dismiss();
  }
}

/** Which subtask of a job met which record first is chance. */
const PLACE = /^(operator|record) {2}/;

/**
 * All that a test could see of a failing file: each call with its outcome, and how the check failed. Where calls are
 * answered with what others do on the cluster too, only the latter.
 */
function fingerprint({ shared }: Check, { failure, threw, traced, reachedMs }: Attempt): string | undefined {
  if (!failure) return undefined;
  const trace = shared ? "" : traced;
  if (trace === undefined) return undefined;
  const error = threw?.error instanceof Falsified ? threw.error.cause : threw?.error;
  // The values rather than what is told of them: the order of an object's fields is nothing that a test sees.
  const values = error instanceof Error && "actual" in error && "expected" in error;
  const compared = values ? [error.actual, error.expected] : error instanceof Unmet ? [error.observed] : [];
  const seen = compared.map((value) => canonical(value, alike));
  // How long it was waited for differs, and what is said of it with it.
  const evidence = values ? [] : failure.evidence.filter((line) => !PLACE.test(line));
  const said = reachedMs === undefined ? [failure.sentence, ...evidence] : [];
  return [failure.kind, ...said.map(alike), failure.counterexample ?? "", ...seen, trace].join("\n");
}

/** A header's sentence within a sentence. */
function you({ said }: Misconception): string {
  return said.charAt(0).toLowerCase() + said.slice(1);
}
