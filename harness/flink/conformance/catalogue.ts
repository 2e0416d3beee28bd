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

/** What programs gave, by name. */
type Texts = Record<string, string[]>;

/** What they gave in one setting, and what their twins give. */
interface Given {
  where: string;
  results: Result[];
  expected: Texts;
}

/**
 * The whole catalogue, with state on the heap and in RocksDB: undisturbed, and with a failure in the middle, from which
 * the job goes on from a checkpoint.
 */
export async function compareCatalogue(flink: FlinkJvm, seed: number): Promise<Row[]> {
  const input = inputOf(seed);
  // What is late depends on the watermarks so far, which no checkpoint keeps: here nothing is.
  const inTime = { ...input, events: inOrderOf(time, input.events) };
  const expected = await flink.ask<Texts>("twins", input);
  const expectedInTime = await flink.ask<Texts>("twins", inTime);
  const given: Given[] = [];
  for (const [backend, where] of Object.entries(BACKENDS)) {
    const undisturbed = await resultsOf(flink, { ...input, backend });
    const interrupted = await resultsOf(flink, { ...inTime, backend }, true);
    given.push({ where, results: undisturbed, expected });
    given.push({ where: `${where}, with a failure in the middle`, results: interrupted, expected: expectedInTime });
  }
  return Object.keys(expected).map((program) => rowOf(program, given));
}

/** @param interrupted  whether the job is to fail in the middle, once */
async function resultsOf(flink: FlinkJvm, options: CatalogueOptions, interrupted = false): Promise<Result[]> {
  const folder = mkdtempSync(path.join(tmpdir(), "katas-catalogue-"));
  try {
    const file = path.join(folder, "job.jar");
    writeFileSync(file, jarOf(await packJob(JOB, { name: "catalogue", args: [options], deadlineMs: DEADLINE_MS })));
    return await flink.ask<Result[]>("TypeScript", { jar: pathToFileURL(file).href, uid: "results", interrupted });
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

function rowOf(program: string, given: Given[]): Row {
  let cases = 0;
  const differences = given.flatMap(({ where, results, expected }) => {
    const wanted = inItsOrder(program, expected[program] ?? []);
    const got = inItsOrder(
      program,
      results.filter((one) => one.program === program).map(({ text }) => text),
    );
    cases += wanted.length;
    // A program that gives nothing compares nothing.
    if (wanted.length === 0) return [`state on ${where}: it gives nothing`];
    const at = Array.from({ length: Math.max(wanted.length, got.length) }, (_, i) => i).find(
      (i) => wanted[i] !== got[i],
    );
    if (at === undefined) return [];
    return [`state on ${where}: result ${at + 1} is "${got[at] ?? "nothing"}", in Java "${wanted[at] ?? "nothing"}"`];
  });
  return {
    program: `job in TypeScript: ${program}`,
    covers: `all it gives, undisturbed and after a failure, with its state on ${Object.values(BACKENDS).join(" and in ")}`,
    flink: "the same job in Java",
    cases,
    differences,
  };
}

/** What two inputs give as it comes, or two outputs: in any order. Of the other programs it is told for each key. */
const RACES = new Set([
  "union",
  "side output",
  "tumbling windows, lateness, late side output",
  "interval join",
  "interval join, both bounds exclusive",
  "window join, lateness",
  "window coGroup, count trigger, lateness",
  "connect",
  "connect, map",
  "keyed connect, rich map, state",
  "keyed connect, flatMap, state",
  "broadcast",
]);

function inItsOrder(program: string, texts: string[]): string[] {
  if (RACES.has(program)) return texts.toSorted();
  const keyOf = (text: string) => text.split(" ", 1)[0] ?? "";
  return texts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0));
}
