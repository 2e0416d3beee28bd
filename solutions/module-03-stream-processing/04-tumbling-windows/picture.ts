/** The picture of the lesson: events and watermarks in order of arrival, and the windows they fire. */
import type { StreamElement, WindowResult } from "#kata";
import { tumblingWindows } from "./tumbling-windows.ts";

const SIZE = 10;
const SPAN = 24; // event times 0 to 24, two columns each
const event = (time: number): StreamElement => ({ key: "ann", time, value: 1 });
const elements: StreamElement[] = [
  event(3),
  event(12),
  { watermark: 8 },
  event(9),
  { watermark: 9 },
  event(5),
  event(17),
  { watermark: 14 },
  event(11),
  { watermark: 19 },
];

const fired: WindowResult[] = [];
const rows: string[] = [];
let watermark = -Infinity;

function row(element: StreamElement, results: WindowResult[]): string {
  const columns = Array.from({ length: 2 * SPAN + 1 }, (_, i): string => (i % (2 * SIZE) === 0 ? "|" : " "));
  if ("watermark" in element) {
    const said = results.map(({ start, end, count }) => ` fires [${start},${end}) ${count}`).join("");
    const complete = columns.map((column, i) => (i < 2 * (element.watermark + 1) ? "=" : column));
    return `${`watermark ${element.watermark}`.padEnd(13)}${complete.join("")}${said}`.trimEnd();
  }
  const { key, time } = element;
  const dropped = fired.some(({ start, end }) => start <= time && time < end);
  columns[2 * time] = dropped ? "X" : "o";
  const said = dropped ? " dropped" : time <= watermark ? " late, counted" : "";
  return `${`${key}@${time}`.padEnd(13)}${columns.join("")}${said}`.trimEnd();
}

/** Writes an element's row when the next one is asked for: by then it has fired what it fires. */
async function* arriving(): AsyncGenerator<StreamElement> {
  for (const element of elements) {
    const before = fired.length;
    yield element;
    rows.push(row(element, fired.slice(before)));
    if ("watermark" in element) watermark = element.watermark;
  }
}
for await (const result of tumblingWindows(arriving(), { sizeMs: SIZE, offsetMs: 0 })) fired.push(result);

const axis = [0, 10, 20].map((time) => String(time).padEnd(2 * SIZE)).join("");
console.log(`${"size 10".padEnd(13)}${axis.trimEnd()}`);
console.log(rows.join("\n"));
