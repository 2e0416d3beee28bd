import Table from "cli-table3";
import type { Exercise } from "../course/index.ts";
import type { Pen } from "../feedback/index.ts";
import { type BankReport, nameOf } from "./bank.ts";

/** One exercise's proof in a line. */
export function renderExercise(exercise: Exercise, report: BankReport, pen: Pen): string {
  const { codes, rows, faults, durationMs } = report;
  const count = (kind: string) => rows.filter(({ target }) => target.startsWith(kind)).length;
  const mark = faults.length === 0 ? pen.green(pen.mark.pass) : pen.red(pen.mark.fail);
  const name = `${exercise.short} ${exercise.title.toLowerCase()}`.padEnd(32);
  const right = count("solution") + count("alternative");
  const facts = `${codes.length} checks, ${right} right, ${count("mistake")} mistakes`;
  return ` ${mark} ${name} ${facts.padEnd(36)} ${pen.dim(`${(durationMs / 1000).toFixed(1)} s`)}`;
}

/** Checks x mistakes: who catches what. The named check's cell is marked apart from the ones that catch as well. */
export function renderTable({ codes, rows }: BankReport, pen: Pen): string {
  const table = new Table({ head: ["mistake", ...codes], style: { head: [], border: [] }, chars: LINES });
  for (const { target, caughtBy, failing } of rows.filter(({ target }) => target.startsWith("mistake:"))) {
    const cells = codes.map((code) => (code === caughtBy ? "X" : failing.includes(code) ? "x" : pen.mark.pending));
    table.push([nameOf(target), ...cells]);
  }
  return table.toString();
}

/** Plain letters, so that the table can be pasted anywhere. */
const LINES = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "  ",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "  ",
};
