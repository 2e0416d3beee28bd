import type { Exercise } from "../course/index.ts";
import type { ExerciseResult } from "../feedback/index.ts";
import { heldOn, run } from "../run/index.ts";
import type { Stack } from "../runtime/index.ts";
import type { Confinement } from "../sandbox/index.ts";
import { stageSubmissions, type Time } from "./submission.ts";

/** What was found of some submissions: by folder, the results of the exercises. */
export interface Findings {
  results: Map<string, ExerciseResult[]>;
  confinement: Confinement;
  /** Whether the servers had nothing of this machine's files but their own; where there were none, nothing was theirs. */
  cluster: boolean;
  /** Of the servers, where there were any. */
  runtime?: string;
}

/**
 * Runs the checks of some exercises against some submissions, all in one Vitest: its start, which costs more than most
 * exercises, is paid once. Exercises run side by side, the submissions of one exercise one after the other.
 *
 * A process that judges several submissions might be brought down by one of them. What was not judged for such a reason, or
 * cannot be said to be one submission's, is judged again with each submission by itself.
 *
 * @param folders  submissions: folders
 * @param time     of each of them
 */
export async function judge(
  exercises: Exercise[],
  folders: string[],
  seed: number,
  time: Time,
  signal: AbortSignal | undefined,
): Promise<Findings> {
  const together = await runOnce(exercises, folders, seed, time, signal);
  if (folders.length === 1) return together;
  const unclear = exercises.filter(({ key }) =>
    [...together.results.values()].some((results) => results.some((result) => result.key === key && isUnclear(result))),
  );
  if (unclear.length === 0) return together;
  for (const folder of folders) {
    const { results } = await runOnce(unclear, [folder], seed, time, signal);
    const again = results.get(folder) ?? [];
    const kept = together.results.get(folder)?.filter(({ key }) => !unclear.some((exercise) => exercise.key === key));
    together.results.set(folder, [...(kept ?? []), ...again]);
  }
  return together;
}

/** Something happened that no check tells of, or a check never had its turn. */
function isUnclear({ checks, outside }: ExerciseResult): boolean {
  const overdue = checks.some(({ failure }) => failure?.kind === "deadline");
  return outside.length > 0 || checks.length === 0 || (!overdue && checks.some(({ state }) => state === "not-run"));
}

async function runOnce(
  exercises: Exercise[],
  folders: string[],
  seed: number,
  time: Time,
  signal: AbortSignal | undefined,
): Promise<Findings> {
  const submissions = stageSubmissions(exercises, folders, seed, time);
  const found: ExerciseResult[] = [];
  let servers: Stack | undefined;
  try {
    await run({
      exercises,
      variants: [],
      submissions,
      onReady: (stack) => {
        servers = stack;
      },
      onReport: (report) => void found.push(...report.exercises),
      ...(signal && { signal }),
    });
  } finally {
    await submissions.then(
      ({ dispose }) => dispose(),
      () => {},
    );
  }
  const results = new Map(
    folders.map((folder) => [
      folder,
      found.map(({ key, checks, outside }) => ({
        key,
        checks: checks.filter(({ target }) => target === `sandbox:${folder}`),
        outside,
      })),
    ]),
  );
  const confinement = heldOn(servers, (await submissions).confinement);
  return { results, confinement, cluster: servers?.apart ?? true, ...(servers && { runtime: servers.runtime }) };
}
