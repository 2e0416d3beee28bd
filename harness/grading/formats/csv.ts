import { stringify } from "csv-stringify/sync";
import type { Grade } from "../grade.ts";
import { inertLine } from "./inert.ts";
import { short } from "./tell.ts";

/** A student of a class: with a grade, or with the reason why there is none. */
export type RosterRow = { student: string; grade: Grade } | { student: string; problem: string };

/**
 * A class as a table: a row a student, a column an exercise (empty where it was not graded), and a note where there is no
 * grade or an exercise could not be graded at all. Cells that a spreadsheet would compute are made text.
 */
export function rosterCsv(rows: readonly RosterRow[]): string {
  const keys = [
    ...new Set(rows.flatMap((row) => ("grade" in row ? row.grade.exercises : [])).map(({ key }) => key)),
  ].sort();
  const cells = rows.map((row) => [
    inertLine(row.student, 200),
    ...("grade" in row ? graded(row.grade, keys) : ungraded(row.problem, keys)),
  ]);
  return stringify([["student", "points", "max", "verdict", ...keys, "note"], ...cells], { escape_formulas: true });
}

/** The table of one. */
export function csv(grade: Grade): string {
  return rosterCsv([{ student: grade.submission, grade }]);
}

function graded({ exercises, points, maxPoints, verdict }: Grade, keys: string[]): string[] {
  const pointsOf = new Map(exercises.map((exercise) => [exercise.key, String(exercise.points)]));
  const notes = exercises.flatMap(({ key, note }) => (note ? [`${short(key)}: ${note}`] : []));
  return [
    String(points),
    String(maxPoints),
    verdict,
    ...keys.map((key) => pointsOf.get(key) ?? ""),
    inertLine(notes.join(" "), 1000),
  ];
}

/** No grade is neither 0 points nor a verdict: those cells are empty. */
function ungraded(problem: string, keys: string[]): string[] {
  return ["", "", "", ...keys.map(() => ""), inertLine(problem, 1000)];
}
