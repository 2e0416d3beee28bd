import type { Grade, GradedCheck, GradedExercise } from "../grade.ts";
import { inert, inertLine } from "./inert.ts";
import { named, short } from "./tell.ts";

/**
 * The reporter gets the result in an environment variable, and Linux refuses a process one of 128 KiB and more
 * (MAX_ARG_STRLEN). Base64 makes four letters of three bytes.
 */
const MOST_BYTES = (120_000 / 4) * 3;

/** How much of a message is told: less, where there are many. */
const MESSAGE_LETTERS = [600, 200, 80, 0];

/**
 * The step output `result` that `classroom-resources/autograding-grading-reporter` reads, in GitHub Classroom's shape:
 * a line for the file `GITHUB_OUTPUT`. Each check is a row of one point, so that what the reporter prints (passed rows /
 * all rows x max_score) and what it reports (the sum of the rows' scores) are the same points.
 */
export function classroom(grade: Grade): string {
  const results = MESSAGE_LETTERS.map((letters) => JSON.stringify(result(grade, letters)));
  const fits = results.find((text) => Buffer.byteLength(text) <= MOST_BYTES) ?? JSON.stringify(rowsOnly(grade));
  return `result=${Buffer.from(fits).toString("base64")}\n`;
}

function result(grade: Grade, messageLetters: number) {
  return {
    version: 1,
    status: grade.verdict,
    max_score: grade.maxPoints,
    tests: grade.exercises.flatMap((exercise) => exercise.checks.map((check) => row(exercise, check, messageLetters))),
  };
}

function row(exercise: GradedExercise, check: GradedCheck, messageLetters: number) {
  return {
    name: named(exercise.key, check),
    status: check.verdict,
    score: check.points,
    message: inert(check.message ?? "", { letters: messageLetters, lines: 10 }),
    // The reporter prints it below the row: how to run the check again.
    test_code: check.verdict === "pass" ? "" : `npm test -- ${short(exercise.key)}`,
    filename: inertLine(check.where?.file ?? "", 200),
    // 0 is "no line" to the reporter.
    line_no: check.where?.line ?? 0,
    duration: Math.round(check.durationMs),
  };
}

/** A course of very many checks: every row is there still, with the least it can have. */
function rowsOnly(grade: Grade) {
  const whole = result(grade, 0);
  const least = whole.tests.map(({ name, ...rest }) => ({
    ...rest,
    name: name.slice(0, "00/00 ABC-00".length),
    test_code: "",
    filename: "",
  }));
  return { ...whole, tests: least };
}
