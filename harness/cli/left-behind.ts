import { statSync } from "node:fs";
import { Cluster, describeGroup, describeTopics, type GroupView, type TopicView } from "../kafka/index.ts";
import { Problem } from "../problem.ts";
// Not by way of run/index.ts, which would load Vitest.
import { notedRuns } from "../run/leftovers.ts";
import type { Noted } from "../target/index.ts";

/** Records shown from the end of each partition. */
const TAIL = 5;

/** What the last failing run left on the servers; the shape of `katas look --json`. */
export interface Left {
  /** When it last made something, ISO 8601. */
  at: string;
  brokers: string[];
  checks: LeftCheck[];
}

export interface LeftCheck {
  /** Key of the exercise. */
  exercise: string;
  code: string;
  topics: TopicView[];
  /** Names of topics that were never made, or are gone. */
  missing: string[];
  groups: GroupView[];
  /** Flink jobs, as they were when the check ended. */
  jobs: { id: string; webUi: string; told: string[] }[];
}

/**
 * Looks at the newest run whose topics, groups and jobs were kept.
 * @returns undefined where no run left any
 * @throws Problem where the servers it ran on do not answer
 */
export async function leftBehind(): Promise<Left | undefined> {
  const runs = notedRuns()
    .filter(({ noted }) => noted.length > 0)
    .map(({ file, noted }) => ({ noted, at: statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0 }));
  const newest = runs.toSorted((a, b) => b.at - a.at)[0];
  const first = newest?.noted[0];
  if (!newest || !first) return undefined;
  const cluster = new Cluster(first.brokers);
  await cluster.ping().catch((cause: unknown) => {
    throw gone(first, cause);
  });
  try {
    const checks: LeftCheck[] = [];
    for (const group of byCheck(newest.noted)) checks.push(await lookAt(cluster, group));
    return { at: new Date(newest.at).toISOString(), brokers: first.brokers, checks };
  } finally {
    await cluster.close();
  }
}

function byCheck(noted: Noted[]): Noted[][] {
  const checks = new Map<string, Noted[]>();
  for (const one of noted) {
    const id = `${one.key} ${one.code}`;
    checks.set(id, [...(checks.get(id) ?? []), one]);
  }
  return [...checks.values()];
}

async function lookAt(cluster: Cluster, noted: Noted[]): Promise<LeftCheck> {
  const names = (wanted: Noted["kind"]) => noted.filter(({ kind }) => kind === wanted).map(({ name }) => name);
  const topics = await describeTopics(cluster, names("topic"), TAIL);
  const missing = names("topic").filter((name) => !topics.some((topic) => topic.name === name));
  const groups = await Promise.all(names("group").map((name) => describeGroup(cluster, name, topics)));
  const jobs = noted.flatMap(({ name: id, job }) => (job ? [{ id, ...job }] : []));
  return { exercise: noted[0]?.key ?? "", code: noted[0]?.code ?? "", topics, missing, groups, jobs };
}

function gone({ key, code, brokers }: Noted, cause: unknown): Problem {
  const short = key.slice(0, 5);
  return new Problem(
    `The last failing run (${short}, ${code}) used Kafka at ${brokers.join(", ")}, which does not answer any more.`,
    { remedy: `Servers stop when nobody needs them. Run again, then look: npm test -- ${short}`, cause },
  );
}
