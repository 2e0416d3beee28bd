/** The minutes of the reference, compared with a window operator of Flink that has an early trigger. */
import fc from "fast-check";
import type { ComparedCase, Conformance, FlinkStream } from "#conformance";
import { type Entry, Minutes, type Revenue, type Rules } from "./windowed-analytics.ts";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const PARTITIONS = ["0", "1"];
const categories = { pan: "kitchen", bowl: "kitchen", atlas: "books" };

export const conformance: Conformance = {
  covers: "early, on-time and late results, and which orders come too late, of partitions that fall idle",
  flink: "WindowOperator with an early trigger, WatermarkOutputMultiplexer",
  cases: (seed, count) => fc.sample(anyCase(), { seed, numRuns: count }),
  theirs: ({ happenings }, steps) => {
    const said: string[] = [];
    let results: string[] = [];
    let tooLate = false;
    for (const [i, { fires, late }] of steps.entries()) {
      const before = steps[i - 1]?.watermark ?? -Infinity;
      results.push(
        ...fires.map(({ key, start, end, count, sum, by }) => {
          const inTime = before < end - 1 ? "early" : "late";
          return resultText({
            category: key,
            start,
            timing: by === "watermark" ? "on-time" : inTime,
            sales: count,
            cents: sum,
          });
        }),
      );
      tooLate ||= late;
      if (happenings[i]?.more) continue;
      said.push(stepText(results, tooLate));
      results = [];
      tooLate = false;
    }
    return said;
  },
};

/** An order's lines: the product and the cents of each; or that the partition is idle. */
type Read = { partition: number; idle: true } | { partition: number; occurredAt: number; lines: [string, number][] };

function anyCase(): fc.Arbitrary<ComparedCase> {
  const partition = fc.nat(PARTITIONS.length - 1);
  const line = fc.tuple(fc.constantFrom("pan", "bowl", "atlas"), fc.integer({ min: 1, max: 9 }));
  const second = fc.integer({ min: -90, max: 240 });
  // Minutes begin and end between these.
  const near = fc.constantFrom(-MINUTE, -1, 0, MINUTE - 1, MINUTE, 2 * MINUTE - 1, 2 * MINUTE);
  const occurredAt = fc.oneof(
    second.map((seconds) => seconds * SECOND),
    near,
  );
  const lines = fc.array(line, { minLength: 1, maxLength: 3 });
  const read: fc.Arbitrary<Read> = fc.oneof(
    { weight: 7, arbitrary: fc.record({ partition, occurredAt, lines }) },
    { weight: 1, arbitrary: fc.record({ partition, idle: fc.constant(true as const) }) },
  );
  const rules = fc.record({
    categories: fc.constant(categories),
    delayMs: fc.constantFrom(0, 10 * SECOND, MINUTE),
    latenessMs: fc.constantFrom(0, 1, 30 * SECOND, MINUTE),
    earlyEvery: fc.constantFrom(1, 2, 3, 1_000),
  });
  return fc.record({ rules, reads: fc.array(read, { maxLength: 16 }) }).map(({ rules, reads }) => {
    const kept = neverAllIdle(reads);
    return { stream: streamOf(kept, rules), ours: oursOf(kept, rules) };
  });
}

/** While all are idle the course stands still, and Flink does not. */
function neverAllIdle(reads: Read[]): Read[] {
  const active = new Set(PARTITIONS.keys());
  return reads.filter((read) => {
    if (!("idle" in read)) active.add(read.partition);
    else if (active.size === 1 && active.has(read.partition)) return false;
    else active.delete(read.partition);
    return true;
  });
}

function streamOf(reads: Read[], { delayMs, latenessMs, earlyEvery }: Rules): FlinkStream {
  const windows = { kind: "tumbling" as const, size: MINUTE, offset: 0 };
  return {
    operator: { windows, delay: delayMs, lateness: latenessMs, earlyEvery },
    combined: "partitions",
    inputs: PARTITIONS,
    happenings: reads.flatMap((read): FlinkStream["happenings"] => {
      const input = String(read.partition);
      if ("idle" in read) return [{ kind: "idle", input }];
      return read.lines.map(([product, value], i) => {
        const event = { key: categoryOf(product), time: read.occurredAt, value };
        return { kind: "event", input, event, more: i < read.lines.length - 1 };
      });
    }),
  };
}

function categoryOf(product: string): string {
  return Object.entries(categories).find(([name]) => name === product)?.[1] ?? "";
}

function oursOf(reads: Read[], rules: Rules): string[] {
  const minutes = new Minutes(PARTITIONS.length, rules);
  return reads.map((read) => {
    const { results, tooLate } = minutes.take(read.partition, entryOf(read));
    return stepText(results.map(resultText), tooLate);
  });
}

function entryOf(read: Read): Entry {
  if ("idle" in read) return { idle: true };
  const lines = read.lines.map(([productId, unitPriceCents]) => ({ productId, quantity: 1, unitPriceCents }));
  const totalCents = lines.reduce((sum, { unitPriceCents }) => sum + unitPriceCents, 0);
  const who = { eventId: "e", version: 1 as const, orderId: "o", customerId: "c", currency: "EUR" as const };
  return { ...who, occurredAt: read.occurredAt, lines, totalCents };
}

function resultText({ category, start, timing, sales, cents }: Omit<Revenue, "end">): string {
  return `${category} ${start} ${timing} ${sales} ${cents}`;
}

/** What one record leads to; what a watermark fires may come in any order. */
function stepText(results: string[], tooLate: boolean): string {
  return [...results.toSorted(), ...(tooLate ? ["too late"] : [])].join(", ");
}
