/** The picture of the lesson: how a watermark follows the events, and how two inputs share one. */
import type { TimedEvent } from "#kata";
import { assignWatermarks, combineWatermarks, type InputReport } from "./watermarks.ts";

const WIDTH = 24; // event times 0 to 24, two columns each
const events = [10, 14, 11, 20, 13].map((time): TimedEvent => ({ key: "ann", time, value: 1 }));

async function* each<T>(items: T[]): AsyncGenerator<T> {
  yield* items;
}

const label = (text: string) => text.padEnd(11);
const axis = Array.from({ length: WIDTH / 2 + 1 }, (_, i) => String(i * 2).padEnd(4)).join("");
console.log(`${label("delay 5")}${axis.trimEnd()}`);

/** Event time, with everything up to the watermark drawn as complete. */
function line(event: TimedEvent, watermark: number): string {
  const late = event.time <= watermark;
  const columns: string[] = Array.from({ length: 2 * WIDTH + 1 }, (_, i) => (i <= 2 * watermark ? "=" : "."));
  columns[2 * event.time] = late ? "X" : "o";
  return columns.join("");
}

const drawn: { event: TimedEvent; watermark: number; risen: boolean }[] = [];
for await (const element of assignWatermarks(each(events), 5)) {
  const before = drawn.at(-1);
  if (!("watermark" in element)) {
    drawn.push({ event: element, watermark: before?.watermark ?? -Infinity, risen: false });
  } else if (before) {
    before.watermark = element.watermark;
    before.risen = true;
  }
}
for (const { event, watermark, risen } of drawn) {
  const said = risen ? `watermark ${watermark}` : `stays at ${watermark}`;
  console.log(`${label(`ann@${event.time}`)}${line(event, watermark)} ${said}`);
}

const told: [string, number | "idle"][] = [
  ["a", 30],
  ["b", 10],
  ["b", "idle"],
  ["b", 20],
  ["a", 60],
  ["b", 40],
];
const last = new Map<string, number | "idle">();
let together: number | undefined;
const rows: string[] = [];

/** One row for each report, written once everything that it caused is known. */
async function* reports(): AsyncGenerator<InputReport> {
  for (const [input, watermark] of told) {
    last.set(input, watermark);
    yield { input, watermark };
    const cell = (value: unknown) => String(value ?? "-").padEnd(9);
    rows.push(`${label(`${input}|${watermark}`)}${cell(last.get("a"))}${cell(last.get("b"))}${together ?? "-"}`);
  }
}
for await (const { watermark } of combineWatermarks(reports(), ["a", "b"])) together = watermark;

console.log(`\n${label("arrives")}${"input a".padEnd(9)}${"input b".padEnd(9)}together`);
console.log(rows.join("\n"));
