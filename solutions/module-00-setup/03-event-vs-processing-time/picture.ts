/** The picture of the lesson: when four views happened, when they arrived, and what each clock makes of them. */
import {
  type Arrival,
  countByEventTime,
  countByProcessingTime,
  type MinuteCount,
  skews,
} from "./event-vs-processing-time.ts";

const noon = Date.UTC(2026, 0, 5, 12);
const at = (seconds: number) => noon + seconds * 1_000;
const column = (time: number) => Math.floor((time - noon) / 3_000); // a column is three seconds
const width = column(at(138));

const arrivals: Arrival[] = [
  { eventId: "v1", occurredAt: at(6), arrivedAt: at(9) },
  { eventId: "v4", occurredAt: at(122), arrivedAt: at(125) },
  { eventId: "v2", occurredAt: at(20), arrivedAt: at(127) },
  { eventId: "v3", occurredAt: at(50), arrivedAt: at(128) },
];

const labels = ["12:00", "12:01", "12:02"].map((label) => label.padEnd(20)).join("");
const skewOf = new Map((await skews(arrivals)).map(({ eventId, skewMs }) => [eventId, skewMs]));

console.log(`o happened       ${labels.trimEnd()}`);
console.log(`> arrived        ${"|".padEnd(20).repeat(3).trimEnd().padEnd(width)}   skew`);
for (const { eventId, occurredAt, arrivedAt } of arrivals) {
  const line: string[] = Array.from({ length: width }, (_, i) => (i % 20 === 0 ? "|" : " "));
  line.fill("-", column(occurredAt), column(arrivedAt));
  line[column(occurredAt)] = "o";
  line[column(arrivedAt)] = ">";
  console.log(`            ${eventId}   ${line.join("")} ${String((skewOf.get(eventId) ?? 0) / 1_000).padStart(4)} s`);
}

const counts = (found: MinuteCount[]) =>
  [0, 60, 120].map((s) => String(found.find(({ minute }) => minute === at(s))?.views ?? "-").padEnd(20)).join("");
console.log("\nviews per minute");
console.log(`event time       ${counts(await countByEventTime(arrivals)).trimEnd()}`);
console.log(`processing time  ${counts(await countByProcessingTime(arrivals)).trimEnd()}`);
