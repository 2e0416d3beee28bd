/** Whether jobs in TypeScript give what their twins in Java give, on a Flink and a Kafka of the comparison's own. */
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { Cluster } from "../../kafka/index.ts";
import { jvmRuntime } from "../../runtime/jvm/index.ts";
import { timedEvents } from "../../time/index.ts";
import { FlinkRest, submitJob } from "../submit/index.ts";
import type { CatalogueInput, CatalogueOptions, Event, Result } from "./jobs.ts";
import type { FlinkJvm } from "./jvm.ts";
import type { Row } from "./row.ts";

const FILE = path.join(import.meta.dirname, "jobs.ts");

/** A busy machine is no endless loop. */
const DEADLINE_MS = 30_000;
const WITHIN_MS = 180_000;

/** What was given, by the name of the program. */
type Results = Record<string, string[]>;

/** @param backends  where state is kept: each runs the whole catalogue */
export async function compareCatalogue(
  flink: FlinkJvm,
  { seed, backends }: { seed: number; backends: ("hashmap" | "rocksdb")[] },
): Promise<Row[]> {
  const dataFolder = path.join(tmpdir(), `katas-conformance-${randomUUID()}`);
  const runtime = jvmRuntime({ dataFolder });
  const input = inputOf(seed);
  try {
    const [broker, cluster] = await Promise.all([
      runtime.ensure("kafka", () => undefined),
      runtime.ensure("flink", () => undefined),
    ]);
    const kafka = new Cluster(broker.brokers);
    try {
      const twins = flink.ask<Results>("twins", input);
      const run = async (backend: string): Promise<[string, Results]> => {
        const topic = await kafka.createTopic(`results-${backend}`, { partitions: 1 });
        const args: CatalogueOptions[] = [{ ...input, brokers: broker.inside.join(","), topic: topic.name, backend }];
        const file = { file: FILE, exportName: "catalogue" };
        const job = await submitJob(new FlinkRest(cluster.rest), file, {
          name: `catalogue on ${backend}`,
          args,
          deadlineMs: DEADLINE_MS,
        });
        await job.finished(WITHIN_MS);
        const results: Results = {};
        for (const { program, text } of await topic.values<Result>({ isolation: "read_committed" }))
          (results[program] ??= []).push(text);
        return [backend, results];
      };
      const [expected, ...given] = await Promise.all([twins, ...backends.map(run)]);
      return Object.entries(expected).map(([program, texts]) => rowOf(program, texts, given));
    } finally {
      await kafka.close();
    }
  } finally {
    await runtime.down();
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

/** Events of each stream. */
const EVENTS = 40;

function inputOf(seed: number): CatalogueInput {
  const lists = fc.sample(timedEvents({ span: 90, max: 5 }), { seed, numRuns: 3 * EVENTS });
  const [events = [], left = [], right = []] = [0, 1, 2].map((i) => lists.filter((_, n) => n % 3 === i).flat());
  return {
    events: events.slice(0, EVENTS),
    left: byTime(left.slice(0, EVENTS)),
    right: byTime(right.slice(0, EVENTS)),
  };
}

function byTime(events: Event[]): Event[] {
  return events.toSorted((a, b) => a.time - b.time);
}

function rowOf(program: string, expected: string[], given: [string, Results][]): Row {
  const differences = given.flatMap(([backend, results]) => {
    const [wanted, got] = [inOrderOfKeys(expected), inOrderOfKeys(results[program] ?? [])];
    const at = Array.from({ length: Math.max(wanted.length, got.length) }, (_, i) => i).find(
      (i) => wanted[i] !== got[i],
    );
    return at === undefined
      ? []
      : [`on ${backend}, result ${at + 1} is "${got[at] ?? "nothing"}", in Java "${wanted[at] ?? "nothing"}"`];
  });
  // A program that gives nothing compares nothing.
  if (expected.length === 0) differences.push("it gives nothing");
  const where = given.map(([backend]) => (backend === "rocksdb" ? "RocksDB" : "heap")).join(" and ");
  return {
    program: `job: ${program}`,
    covers: `what a job in TypeScript gives, state on ${where}`,
    flink: "the same job in Java",
    cases: expected.length * given.length,
    differences,
  };
}

/** Per key the order counts where there is one; where two inputs race there is none, and it is sorted away. */
function inOrderOfKeys(texts: string[]): string[] {
  const keyOf = (text: string) => text.split(" ", 1)[0] ?? "";
  return texts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}
