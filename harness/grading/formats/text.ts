import stringWidth from "string-width";
import type { Pen } from "../../feedback/index.ts";
import type { Grade, GradedCheck, GradedExercise, Verdict } from "../grade.ts";
import type { Setting } from "./format.ts";
import { inert, inertLine } from "./inert.ts";
import { OUR_ERROR, short, told, unconfined, withWords } from "./tell.ts";

/** What a person reads in a terminal: a line an exercise, each check that did not pass with what it says, the sum. */
export function text(grade: Grade, { pen }: Setting): string {
  return `${[
    ` ${pen.bold(inertLine(grade.submission, 60))}  ${pen.dim(`seed ${grade.seed}`)}`,
    "",
    grade.exercises
      .flatMap((exercise) => ofExercise(exercise, pen))
      .join("\n")
      .trimEnd(),
    "",
    ` ${pen.bold(`${grade.points} of ${grade.maxPoints} points`)}  ${pen.dim(counted(grade))}`,
    ...unconfined(grade).map((line) => pen.dim(pen.paragraph(line, 1))),
    ...(grade.verdict === "error" ? [pen.paragraph(OUR_ERROR, 1)] : []),
  ].join("\n")}\n`;
}

function ofExercise(exercise: GradedExercise, pen: Pen): string[] {
  const points = `${exercise.points}/${exercise.maxPoints}`.padStart(5);
  const title = pen.plain(inertLine(exercise.title, 50).toLowerCase());
  const line = ` ${mark(exercise.verdict, pen)} ${points}  ${short(exercise.key)} ${title}`;
  const note = exercise.note ? [block(inert(exercise.note, { letters: 1000, lines: 12 }), pen)] : [];
  const told = withWords(exercise).map((check) => ofCheck(check, pen));
  return note.length + told.length > 0 ? [line, ...note, ...told, ""] : [line];
}

function ofCheck(check: GradedCheck, pen: Pen): string {
  const ours = check.verdict === "error" ? " (an error of ours)" : "";
  const headline = `${check.code}${ours} ${pen.plain(inertLine(check.title, 160))}`;
  return `${pen.paragraph(`${mark(check.verdict, pen)} ${headline}`, 3)}\n${block(told(check), pen)}`;
}

/** A line keeps its spaces, since they may align it with the next; one that is too wide is wrapped. */
function block(lines: string, pen: Pen): string {
  const indent = 5;
  return lines
    .split("\n")
    .map((line) => (stringWidth(line) + indent > pen.width ? pen.paragraph(line, indent) : " ".repeat(indent) + line))
    .map((line) => line.trimEnd())
    .join("\n");
}

function mark(verdict: Verdict, pen: Pen): string {
  if (verdict === "pass") return pen.green(pen.mark.pass);
  return verdict === "fail" ? pen.red(pen.mark.fail) : pen.yellow(pen.mark.error);
}

function counted({ exercises }: Grade): string {
  const all = exercises.flatMap(({ checks }) => checks);
  const are = (verdict: Verdict) => all.filter((check) => check.verdict === verdict).length;
  const parts = [`${are("pass")} passed`, `${are("fail")} failed`, are("error") > 0 && `${are("error")} not judged`];
  return parts.filter((part) => part !== false).join(", ");
}
