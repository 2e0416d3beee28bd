import { withChosen } from "./names.ts";

/** Flink draws the ids of jobs, of uploaded jars and of savepoints' folders; where a text was cut, a part of one is left. */
const IDS = [
  /(?<!\w)[0-9a-f]{32}(?!\w)/g,
  /(?<!\w)[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![0-9a-z])/g,
  /(?<=savepoint-)[0-9a-f]{6}-[0-9a-f]{12}/g,
  /(?<!\w)(?=\d*[a-f])[0-9a-f]{8}[0-9a-f-]*(?=\.\.\.)/g,
];

/** Milliseconds since the epoch, or ISO 8601: the scripted times of the course are months from those of a run. */
const TIME = /(?<!\d)(?:\d{13}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)(?!\d)/g;
const RUN_MS = 600_000;

/** A text without what is another at every run and says nothing of the code: made-up names, Flink's ids, the time of day. */
export function alike(text: string): string {
  const known = IDS.reduce((one, id) => one.replaceAll(id, "(id)"), withChosen(text));
  return known.replaceAll(TIME, (time) => (Math.abs(Date.now() - millis(time)) < RUN_MS ? "(now)" : time));
}

function millis(time: string): number {
  return time.includes("T") ? Date.parse(time) : Number(time);
}
