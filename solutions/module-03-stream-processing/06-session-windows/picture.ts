/** The picture of the lesson: the sessions after each of three arrivals. */
import type { TimedEvent } from "#kata";
import { sessionWindows } from "./session-windows.ts";

const GAP = 30;
const arrivals = [0, 50, 25].map((time): TimedEvent => ({ key: "ann", time, value: 1 }));
const column = (time: number) => (time * 2) / 5; // two columns are five minutes
const WIDTH = column(80) + 1;

async function* first(n: number) {
  yield* arrivals.slice(0, n);
}

const labels = [0, 20, 40, 60, 80].map((time) => String(time).padEnd(column(20))).join("");
console.log(`minutes     ${labels.trimEnd()}`);
for (const [i, { key, time }] of arrivals.entries()) {
  const sessions = (await sessionWindows(first(i + 1), GAP)).sort((a, b) => a.start - b.start);
  const letters: string[] = Array.from({ length: WIDTH }, () => " ");
  for (const { start, end } of sessions) {
    letters.fill("=", column(start), column(end));
    letters[column(end)] = ")";
  }
  for (const seen of arrivals.slice(0, i + 1)) letters[column(seen.time)] = "o";
  const told = sessions.map(({ start, end, count }) => `[${start},${end}) ${count}`).join(" ");
  const arrival = `${i + 1}. ${key}@${time}`.padEnd(12);
  console.log(`${arrival}${letters.join("")}  ${told}`);
}
