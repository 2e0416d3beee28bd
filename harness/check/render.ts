import Table from "cli-table3";
import type { Exercise } from "../course/index.ts";
import type { Pen } from "../feedback/index.ts";
import type { Target } from "../target/index.ts";
import { type BankReport, nameOf, summarize } from "./bank.ts";

/** One exercise's proof in a line. */
export function renderExercise(exercise: Exercise, report: BankReport, pen: Pen): string {
  const { codes, rows, faults, durationMs } = report;
  const count = (kind: string) => rows.filter(({ target }) => target.startsWith(kind)).length;
  const mark = faults.length === 0 ? pen.green(pen.mark.pass) : pen.red(pen.mark.fail);
  const name = `${exercise.short} ${exercise.title.toLowerCase()}`.padEnd(32);
  const right = count("solution") + count("alternative");
  const { named, vain, vary } = summarize(report);
  const unknown = `${vain ? `, ${vain} in vain` : ""}${vary ? `, ${vary} vary` : ""}`;
  const told = named === undefined ? "" : `, ${named} named${unknown}`;
  const facts = `${codes.length} checks, ${right} right, ${count("mistake")} mistakes${told}`;
  return ` ${mark} ${name} ${facts.padEnd(42)} ${pen.dim(`${(durationMs / 1000).toFixed(1)} s`)}`;
}

/** Who catches what, a line a check: mistakes by their numbers. Then what nobody catches, and who catches nothing. */
export function renderCatches(report: BankReport, pen: Pen): string {
  const { catches, uncaught, idle } = summarize(report);
  const lines = catches
    .filter(({ own, also }) => own.length + also.length > 0)
    .map(({ code, own, also }) => {
      const told = own.length > 0 ? `catches ${numbers(own)}` : "catches none of its own";
      return pen.dim(pen.paragraph(`${code}  ${told}${also.length > 0 ? `, also ${numbers(also)}` : ""}`, 5));
    });
  if (uncaught.length > 0) lines.push(pen.red(pen.paragraph(`uncaught: ${uncaught.map(nameOf).join(", ")}`, 5)));
  if (idle.length > 0) lines.push(pen.red(pen.paragraph(`catch no mistake of their own: ${idle.join(", ")}`, 5)));
  return lines.join("\n");
}

/** A mistake's file name begins with its number. */
function numbers(mistakes: Target[]): string {
  return mistakes.map((one) => nameOf(one).split("-")[0]).join(" ");
}

/** All exercises in one table, and their sums. */
export function renderBank(proved: { exercise: Exercise; report: BankReport }[], pen: Pen): string {
  const head = ["the bank", "checks", "right", "mistakes", "uncaught", "idle", "named"];
  const table = new Table({
    head,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    chars: LINES,
    colAligns: ["left", ...head.slice(1).map(() => "right" as const)],
  });
  const sums = head.slice(1).map(() => 0);
  for (const { exercise, report } of proved) {
    const { mistakes, uncaught, idle, named } = summarize(report);
    const rights = report.rows.filter(({ target }) => !/^(exercise|mistake:)/.test(target)).length;
    const figures = [report.codes.length, rights, mistakes, uncaught.length, idle.length, named];
    table.push([
      brief(pen.plain(`${exercise.short} ${exercise.title.toLowerCase()}`)),
      ...figures.map((figure) => (figure === undefined ? "-" : String(figure))),
    ]);
    figures.forEach((figure, i) => {
      sums[i] = (sums[i] ?? 0) + (figure ?? 0);
    });
  }
  if (proved.length > 1) table.push(["in all", ...sums.map(String)]);
  const legend =
    "Idle checks catch no mistake of their own; named are the mistakes that a failure's diagnosis tells a learner " +
    "(asked of exercises with servers by --full, where a mistake may also wait in vain, for what nobody can tell, " +
    "or vary from run to run).";
  return `${table.toString()}\n${pen.dim(pen.paragraph(legend, 2))}`;
}

/** A name that leaves the figures their place within 80 columns. */
function brief(name: string): string {
  return name.length <= 30 ? name : `${name.slice(0, 27)}...`;
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
