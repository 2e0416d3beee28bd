import { expect, test } from "vitest";
import { pen } from "../../feedback/index.ts";
import { EXIT, Problem } from "../../problem.ts";
import { faultsBy } from "../schema.ts";
import { mixed } from "../testing/grades.ts";
import { endless, hostile } from "../testing/hostile.ts";
import { classroom50 } from "./classroom50.ts";

const faults = faultsBy("formats/schemas/classroom50.schema.json");
const plain = pen({ width: 80, unicode: false, colour: false });

/** What its runner gives to an autograder. */
const runner = {
  CLASSROOM: "streams",
  ASSIGNMENT: "module-03",
  ASSIGNMENT_TYPE: "individual",
  OWNER: "ann",
  USERNAME: "ann",
  SUBMISSION_TAG: "submit/2026-11-25T16-40-07Z-a1b2c3d",
  COMMIT_URL: "https://github.example/streams/ann/commit/a1b2c3d",
  RELEASE_URL: "https://github.example/streams/ann/releases/tag/submit%2Fx",
  REVIEW_URL: "https://github.example/streams/ann/compare/1...2",
};

test.each([
  ["one of each verdict", mixed()],
  ["hostile", hostile()],
  ["endless", endless()],
])("%s: the result has the shape that is collected, and the scores add up", (_, document) => {
  const result = JSON.parse(classroom50(document, { pen: plain, env: runner }));
  expect(faults(result)).toEqual([]);
  const rows: { score: number; "max-score": number; passed: boolean }[] = result.tests;
  expect(rows).toHaveLength(document.maxPoints);
  expect(rows.reduce((sum, { score }) => sum + score, 0)).toBe(result.score);
  expect(rows.filter(({ passed }) => passed)).toHaveLength(document.points);
  expect([result.score, result["max-score"]]).toEqual([document.points, document.maxPoints]);
});

test("what it is of comes from the runner; an error is told from a fail", () => {
  const { tests, ...of } = JSON.parse(classroom50(mixed(), { pen: plain, env: { ...runner, REVIEW_URL: "" } }));
  expect(of).toEqual({
    schema: "classroom50/result/v1",
    classroom: "streams",
    assignment: "module-03",
    assignment_type: "individual",
    owner: "ann",
    submission: runner.SUBMISSION_TAG,
    commit: runner.COMMIT_URL,
    release: runner.RELEASE_URL,
    review: runner.COMMIT_URL,
    datetime: "2026-11-25T16:40:07Z",
    graded_at: "2026-11-25T16:40:07Z",
    score: 3,
    "max-score": 5,
  });
  expect(tests.map(({ status }: { status: string }) => status)).toEqual(["pass", "pass", "pass", "fail", "error"]);
});

test("outside of that runner it says what is missing", () => {
  const outside = () => classroom50(mixed(), { pen: plain, env: { ...runner, CLASSROOM: undefined } });
  expect(outside).toThrow(Problem);
  expect(outside).toThrow("The format classroom50 needs CLASSROOM, which Classroom 50's runner sets.");
  expect(outside).toThrow(expect.objectContaining({ exitCode: EXIT.usage }));
});
