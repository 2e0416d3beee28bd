import type { Grade, GradedCheck, GradedExercise } from "../grade.ts";
import { codeSpan, fenced, inert, inertLine } from "./inert.ts";
import { OUR_ERROR, short, told, unconfined, withWords } from "./tell.ts";

/** GitHub drops a step's summary of more than 1 MiB. Something may stand in the file already. */
const MOST_BYTES = 900_000;

const WORD = { pass: "pass", fail: "**fail**", error: "**error**" } as const;

/**
 * Markdown for `GITHUB_STEP_SUMMARY`: the points, a table of exercises, a table of checks for each exercise, what each
 * check that did not pass says. The tables are complete; where the explanations are too long for the page, the last are
 * left out, and it says so.
 */
export function summary(grade: Grade): string {
  const tables = [heading(grade), overview(grade), ...grade.exercises.map(rows)].join("\n\n");
  const explanations = grade.exercises.flatMap(explained);
  let room = MOST_BYTES - Buffer.byteLength(tables);
  const tooMuch = explanations.findIndex((text) => {
    room -= Buffer.byteLength(text) + 2;
    return room < 0;
  });
  const shown = tooMuch < 0 ? explanations : explanations.slice(0, tooMuch);
  const left = explanations.length - shown.length;
  return `${[
    tables,
    ...(shown.length > 0 ? ["### What did not pass", ...shown] : []),
    ...(left > 0 ? [`${left} more did not fit this page; the JSON document has all of them.`] : []),
  ].join("\n\n")}\n`;
}

function heading(grade: Grade): string {
  const facts = [`Graded ${codeSpan(inertLine(grade.submission, 200))} with seed ${grade.seed}.`, ...unconfined(grade)];
  return [
    `## ${grade.points} of ${grade.maxPoints} points`,
    facts.join(" "),
    ...(grade.verdict === "error" ? [OUR_ERROR] : []),
  ].join("\n\n");
}

function overview({ exercises }: Grade): string {
  const cells = exercises.map(({ key, title, points, maxPoints, verdict }) => [
    key,
    escaped(title),
    `${points} / ${maxPoints}`,
    WORD[verdict],
  ]);
  return table(["exercise", "title", "points", "verdict"], cells);
}

function rows({ key, title, checks }: GradedExercise): string {
  const cells = checks.map((check) => [check.code, escaped(check.title), String(check.points), WORD[check.verdict]]);
  return `### ${short(key)} ${escaped(title)}\n\n${table(["check", "what it asks for", "points", "verdict"], cells)}`;
}

function table(head: string[], cells: string[][]): string {
  return [head, ["---", "---", "---:", "---"], ...cells].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function explained(exercise: GradedExercise): string[] {
  const { key, note } = exercise;
  const ofAll = note ? [`**${key}**\n\n${fenced(inert(note, { letters: 2000, lines: 40 }))}`] : [];
  return [...ofAll, ...withWords(exercise).map(explanation)];
}

function explanation(check: GradedCheck): string {
  const ours = check.verdict === "error" ? " (an error of ours)" : "";
  return `**${check.code}**${ours} ${escaped(check.title)}\n\n${fenced(told(check))}`;
}

/** The course's own words, as text of a cell or a paragraph. */
function escaped(title: string): string {
  return inertLine(title, 160).replaceAll(/[\\`*_{}[\]<>()#!|~&]/g, (letter) => `&#${letter.codePointAt(0)};`);
}
