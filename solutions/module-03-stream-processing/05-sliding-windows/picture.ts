/** The picture of the lesson: three page views, and every window of thirty minutes that counts them. */
import type { TimedEvent } from "#kata";
import { slidingWindows } from "./sliding-windows.ts";

const [SIZE, SLIDE] = [30, 10];
const views = [4, 24, 30].map((time): TimedEvent => ({ key: "home", time, value: 1 }));
const [FIRST, LAST] = [-20, 60];
const column = (minute: number) => (minute - FIRST) / 2; // a column is two minutes
const line = (fill: [number, string][]) => {
  const letters: string[] = Array.from({ length: column(LAST) + 1 }, () => " ");
  for (const [minute, letter] of fill) letters[column(minute)] = letter;
  return letters.join("");
};

async function* arrivals() {
  yield* views;
}
const windows = (await slidingWindows(arrivals(), SIZE, SLIDE)).sort((a, b) => a.start - b.start);

const ticks: number[] = [];
for (let minute = FIRST; minute <= LAST; minute += SLIDE) ticks.push(minute);
console.log(
  `minutes        ${ticks
    .map((minute) => String(minute).padEnd(5))
    .join("")
    .trimEnd()}`,
);
console.log(`               ${line(ticks.map((minute) => [minute, "|"]))}`);
console.log(`page views     ${line(views.map(({ time }) => [time, "o"])).trimEnd()}`);
for (const { start, end, count } of windows) {
  const band: [number, string][] = [];
  for (let minute = start + 2; minute < end; minute += 2) band.push([minute, "="]);
  const inside = views.filter(({ time }) => start <= time && time < end);
  const drawn = line([[start, "["], [end, ")"], ...band, ...inside.map(({ time }): [number, string] => [time, "o"])]);
  console.log(`${`[${start},${end})`.padEnd(15)}${drawn}  ${count} ${count === 1 ? "view" : "views"}`);
}
