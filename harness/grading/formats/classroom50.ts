import { EXIT, Problem } from "../../problem.ts";
import type { Grade } from "../grade.ts";
import type { Setting } from "./format.ts";
import { inert, inertLine } from "./inert.ts";
import { named } from "./tell.ts";

/**
 * Classroom 50's `result.json` (`classroom50/result/v1`). Whose result it is, its runner says in the environment, and
 * stamps it again afterwards. A row there passes or does not; what is our error says so in `status`, and ends `grade`
 * with 3, which that runner takes for what it is.
 * @throws Problem (exit 2) outside of such a runner
 */
export function classroom50(grade: Grade, { env }: Setting): string {
  const told = (name: string, instead?: string): string => {
    const value = env[name] || instead;
    if (value) return inertLine(value, 500);
    throw new Problem(`The format classroom50 needs ${name}, which Classroom 50's runner sets.`, {
      remedy: "Use it in that runner's autograder.py, or choose the format json.",
      exitCode: EXIT.usage,
    });
  };
  const commit = told("COMMIT_URL");
  const startedAt = grade.startedAt.replace(/\.\d+Z$/, "Z");
  const result = {
    schema: "classroom50/result/v1",
    classroom: told("CLASSROOM"),
    assignment: told("ASSIGNMENT"),
    assignment_type: told("ASSIGNMENT_TYPE", "individual"),
    owner: told("OWNER", env.USERNAME),
    submission: told("SUBMISSION_TAG"),
    commit,
    release: told("RELEASE_URL"),
    review: told("REVIEW_URL", commit),
    datetime: startedAt,
    graded_at: startedAt,
    score: grade.points,
    "max-score": grade.maxPoints,
    tests: grade.exercises.flatMap((exercise) =>
      exercise.checks.map((check) => ({
        "test-name": named(exercise.key, check),
        passed: check.verdict === "pass",
        score: check.points,
        "max-score": check.maxPoints,
        status: check.verdict,
        ...(check.message !== undefined && { message: inert(check.message, { letters: 600, lines: 10 }) }),
      })),
    ),
  };
  return `${JSON.stringify(result, null, 2)}\n`;
}
