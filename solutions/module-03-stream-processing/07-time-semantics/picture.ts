/** The picture of the lesson: three views with three times each, and what two further runs make of them. */
import { type Arrival, type Clock, countPerMinute, rerun, sameCounts } from "./time-semantics.ts";

const noon = Date.UTC(2026, 0, 5, 12);
const at = (seconds: number) => noon + seconds * 1_000;
const column = (time: number) => Math.floor((time - noon) / 5_000); // a column is five seconds
const MINUTES = [0, 60, 120, 180, 240].map(at);
const WIDTH = column(at(300));
const CLOCKS: Clock[] = ["event", "ingestion", "processing"];

const noonRun: Arrival[] = [
  { eventId: "v1", eventTime: at(5), ingestedAt: at(15), processedAt: at(25) },
  { eventId: "v2", eventTime: at(20), ingestedAt: at(75), processedAt: at(85) },
  { eventId: "v3", eventTime: at(45), ingestedAt: at(80), processedAt: at(130) },
];

const label = (text: string) => text.padEnd(16);
console.log(
  `${label("e happened")}${["12:00", "12:01", "12:02", "12:03", "12:04"]
    .map((m) => m.padEnd(12))
    .join("")
    .trimEnd()}`,
);
console.log(`${label("i stored")}${"|".padEnd(12).repeat(5).trimEnd()}`);
console.log("p handled");

async function draw(title: string, run: Arrival[]): Promise<void> {
  console.log(`\n${title}`);
  for (const { eventId, eventTime, ingestedAt, processedAt } of run) {
    const line: string[] = Array.from({ length: WIDTH }, (_, i) => (i % 12 === 0 ? "|" : " "));
    line.fill("-", column(eventTime), column(processedAt));
    line[column(eventTime)] = "e";
    line[column(processedAt)] = "p";
    // Stored and handled within the same five seconds, the mark of storing stands one column to the left.
    line[column(ingestedAt) - (column(ingestedAt) === column(processedAt) ? 1 : 0)] = "i";
    console.log(`${label(`  ${eventId}`)}${line.join("").trimEnd()}`);
  }
  const same = await sameCounts(noonRun, run);
  for (const clock of CLOCKS) {
    const counts = await countPerMinute(run, clock);
    const cells = MINUTES.map((minute) => String(counts.find((count) => count.minute === minute)?.views ?? "-"));
    const verdict = run === noonRun ? "" : same.includes(clock) ? "as at noon" : "another";
    console.log(
      `${label(`  ${clock}`)}${cells
        .map((cell) => cell.padEnd(12))
        .join("")
        .slice(0, 52)}${verdict}`.trimEnd(),
    );
  }
}

await draw("first run, at noon", noonRun);
await draw("the log is read again at 12:04", await rerun(noonRun, { from: "log", at: at(255) }));
await draw("everything is sent to a new log at 12:04", await rerun(noonRun, { from: "source", at: at(255) }));
