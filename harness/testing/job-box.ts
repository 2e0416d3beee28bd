/** What Flink says of a job: told where a check's time is up, and kept for `katas look`. */
import { cut } from "../cut.ts";
import { tellFailure } from "../flink/submit/failure.ts";
import type { Job, Split } from "../flink/submit/index.ts";
import { chosenIn } from "./names.ts";

export interface JobNow {
  id: string;
  /** Lines for a person. */
  told: string[];
  /** By its functions; empty where nobody asked. */
  printed: string[];
}

/** Splits that are told of a source. */
const MOST_SPLITS = 8;

/**
 * State and progress of a job, under 80 columns: each vertex with its records, the watermark of each subtask, and who
 * waits for whom; of a source the watermark of each partition.
 *
 * @param lines  whether what it printed is wanted: a stranger may have filled the log it is in
 */
export async function describeJob(job: Job, lines: boolean): Promise<JobNow> {
  const { name, state, vertices } = await job.details();
  const told = [`job ${chosenIn(name)}  ${state}`];
  for (const { name: vertex, status, parallelism, metrics } of vertices) {
    told.push(`  ${cut(vertex, 44)}  ${status}  in ${metrics["read-records"]}  out ${metrics["write-records"]}`);
    if (status !== "RUNNING") continue;
    for (const { subtask, watermark, idle, busy, backPressured } of await job.subtasks(vertex)) {
      const number = parallelism > 1 ? `${subtask + 1}/${parallelism}  ` : "";
      const times = `idle ${percent(idle)}  busy ${percent(busy)}  back-pressured ${percent(backPressured)}`;
      told.push(`    ${number}watermark ${watermark ?? "none yet"}  ${times}`);
    }
    if (vertex.startsWith("Source: ")) told.push(...partitionsOf(await job.splits(vertex)));
  }
  const failure = await job.failure();
  if (failure)
    told.push(
      ...tellFailure(failure)
        .split("\n")
        .map((line) => `  ${cut(line, 76)}`),
    );
  return { id: job.id, told, printed: lines ? await job.printed() : [] };
}

/** The slowest partition holds back the watermark of all behind it, unless it has been found idle: it is told first. */
function partitionsOf(splits: Split[]): string[] {
  if (splits.length < 2) return [];
  const time = ({ watermark = Number.NEGATIVE_INFINITY }: Split) => watermark;
  const active = splits.filter(({ idle }) => !idle).toSorted((a, b) => time(a) - time(b));
  const [slowest, fastest] = [active.map(time).at(0), active.map(time).at(-1)];
  const lines = active.map((split) => {
    const held = slowest !== fastest && time(split) === slowest ? "  all wait for it" : "";
    return `    ${partition(split.name).padEnd(24)}  watermark ${split.watermark ?? "none yet"}${held}`;
  });
  for (const { name, watermark, idle } of splits) {
    if (idle) lines.push(`    ${partition(name).padEnd(24)}  watermark ${watermark ?? "none"}  idle: not waited for`);
  }
  const more = lines.length - MOST_SPLITS;
  return more > 0 ? [...lines.slice(0, MOST_SPLITS), `    and ${more} more partitions`] : lines;
}

/** Flink says "orders-2" for partition 2 of the topic "orders". */
function partition(split: string): string {
  const [, topic = split, number] = /^(.+)-(\d+)$/.exec(split) ?? [];
  return `${cut(chosenIn(topic), 12)} partition ${number}`;
}

/** Flink counts milliseconds a second. */
function percent(ms: number | undefined): string {
  return ms === undefined ? "-" : `${Math.round(ms / 10)}%`;
}
