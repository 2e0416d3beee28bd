/** Whether jobs in TypeScript give what their twins in Java give, in the JVM that is asked. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import fc from "fast-check";
import type { TimedEvent } from "../../kata/index.ts";
import { timedEvents } from "../../time/index.ts";
import { jarOf, packJob } from "../submit/index.ts";
import type { CatalogueInput, CatalogueOptions, Result } from "./jobs.ts";
import type { FlinkJvm } from "./jvm.ts";
import type { Row } from "./row.ts";

const JOB = { file: path.join(import.meta.dirname, "jobs.ts"), exportName: "catalogue" };

/** A busy machine is no endless loop. */
const DEADLINE_MS = 60_000;

const BACKENDS = { hashmap: "the heap", rocksdb: "RocksDB" } as const;

/** The whole catalogue, with state on the heap and in RocksDB. */
export async function compareCatalogue(flink: FlinkJvm, seed: number): Promise<Row[]> {
  const input = inputOf(seed);
  const expected = await flink.ask<Record<string, string[]>>("twins", input);
  const given: Given[] = [];
  for (const [backend, where] of Object.entries(BACKENDS))
    given.push({ where, results: await resultsOf(flink, { ...input, backend }) });
  return Object.entries(expected).map(([program, texts]) => rowOf(program, texts, given));
}

/** What the programs gave. */
interface Given {
  where: string;
  results: Result[];
}

async function resultsOf(flink: FlinkJvm, options: CatalogueOptions): Promise<Result[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "katas-catalogue-"));
  try {
    const file = path.join(folder, "job.jar");
    writeFileSync(file, jarOf(await packJob(JOB, { name: "catalogue", args: [options], deadlineMs: DEADLINE_MS })));
    return await flink.ask<Result[]>("TypeScript", { jar: pathToFileURL(file).href, uid: "results" });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Events of each stream, and the milliseconds in which they happen. */
const EVENTS = 60;
const SPAN = 240;
/** Milliseconds by which events are held up: more than watermarks allow for. */
const HELD_UP = [0, 12, 24];

function inputOf(seed: number): CatalogueInput {
  const [events = [], left = [], right = []] = [0, 1, 2].map((i) =>
    fc
      .sample(timedEvents({ span: SPAN, max: 5 }), { seed: 10 * seed + i, numRuns: EVENTS })
      .flat()
      .slice(0, EVENTS),
  );
  return { events: inOrderOf(arrival, events), left: inOrderOf(time, left), right: inOrderOf(time, right) };
}

const time = (event: TimedEvent) => event.time;
const arrival = (event: TimedEvent, i: number) => event.time + (HELD_UP[i % HELD_UP.length] ?? 0);

function inOrderOf(by: (event: TimedEvent, i: number) => number, events: TimedEvent[]): TimedEvent[] {
  return events
    .map((event, i) => ({ event, at: by(event, i) }))
    .toSorted((a, b) => a.at - b.at)
    .map(({ event }) => event);
}

function rowOf(program: string, expected: string[], given: Given[]): Row {
  const differences = given.flatMap(({ where, results }) => {
    const wanted = inItsOrder(program, expected);
    const got = inItsOrder(
      program,
      results.filter((one) => one.program === program).map(({ text }) => text),
    );
    const at = Array.from({ length: Math.max(wanted.length, got.length) }, (_, i) => i).find(
      (i) => wanted[i] !== got[i],
    );
    if (at === undefined) return [];
    return [`state on ${where}: result ${at + 1} is "${got[at] ?? "nothing"}", in Java "${wanted[at] ?? "nothing"}"`];
  });
  // A program that gives nothing compares nothing.
  if (expected.length === 0) differences.push("it gives nothing");
  return {
    program: `job in TypeScript: ${program}`,
    covers: `all it gives, with its state on ${given.map(({ where }) => where).join(" and in ")}`,
    flink: "the same job in Java",
    cases: expected.length * given.length,
    differences,
  };
}

/** What two inputs give as it comes, or two outputs: in any order. Of the other programs it is told for each key. */
const RACES = new Set([
  "union",
  "side output",
  "tumbling windows, lateness, late side output",
  "interval join",
  "connect",
  "broadcast",
]);

function inItsOrder(program: string, texts: string[]): string[] {
  if (RACES.has(program)) return texts.toSorted();
  const keyOf = (text: string) => text.split(" ", 1)[0] ?? "";
  return texts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}
