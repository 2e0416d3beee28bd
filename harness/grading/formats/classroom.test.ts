import { describe, expect, test } from "vitest";
import type { Grade } from "../grade.ts";
import { faultsBy } from "../schema.ts";
import { check, exercise, grade, mixed } from "../testing/grades.ts";
import { endless, hostile } from "../testing/hostile.ts";
import { report } from "../testing/reporter.ts";
import { classroom } from "./classroom.ts";

const faults = faultsBy("formats/schemas/classroom.schema.json");

/** What GitHub's runner makes of the line: the output named `result`. */
function output(text: string): string {
  const line = /^result=(\S+)\n$/.exec(text);
  expect(line).not.toBeNull();
  return line?.[1] ?? "";
}

const none = grade([exercise("00/01-batch-vs-stream", [check("BVS-01", { verdict: "fail" })])]);
const all = grade([exercise("03/06-session-windows", [check("SES-01"), check("SES-02")])]);

test.each<[string, Grade, Omit<ReturnType<typeof report>, "log">]>([
  ["all passed", all, { printed: 2, reported: { totalPoints: 2, maxPoints: 2 }, failed: undefined }],
  ["a part", mixed(), { printed: 3, reported: { totalPoints: 3, maxPoints: 5 }, failed: "Some tests errored." }],
  ["nothing", none, { printed: 0, reported: { totalPoints: 0, maxPoints: 1 }, failed: "Some tests failed." }],
  ["hostile", hostile(), { printed: 1, reported: { totalPoints: 1, maxPoints: 9 }, failed: "Some tests failed." }],
])("%s: the reporter prints the points and reports the same", (_, document, expected) => {
  const result = output(classroom(document));
  expect(faults(JSON.parse(Buffer.from(result, "base64").toString("utf8")))).toEqual([]);
  const { log, ...told } = report({ grade: result });
  expect(told).toEqual(expected);
  expect(told.reported.totalPoints).toBe(document.points);
  expect(log.filter((line) => line.trimStart().startsWith("::") || line.includes("##["))).toEqual([]);
  expect(log.join("\n")).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}/u);
});

test("several runners, one a module: the points add up", () => {
  const results = { "module-00": output(classroom(none)), "module-03": output(classroom(all)) };
  expect(report(results)).toMatchObject({ printed: 2, reported: { totalPoints: 2, maxPoints: 3 } });
});

test("a row says which check, how to run it again, and which line of the learner's it met", () => {
  const { tests } = JSON.parse(Buffer.from(output(classroom(mixed())), "base64").toString("utf8"));
  expect(tests).toHaveLength(5);
  expect(tests[3]).toEqual({
    name: "03/06 SES-02 what SES-02 asks for",
    status: "fail",
    score: 0,
    message: "A late event joins the sessions on both of its sides.",
    test_code: "npm test -- 03/06",
    filename: "exercises/module-03-stream-processing/06-session-windows/session-windows.ts",
    line_no: 17,
    duration: 12,
  });
  expect(tests[4]).toMatchObject({ status: "error", score: 0 });
});

describe("the reporter gets it in an environment variable, which Linux limits to 128 KiB", () => {
  test.each([
    ["the course in full", 55, 8],
    ["four times as much", 90, 20],
  ])("%s: every row is there", (_, exercises, checks) => {
    const document = endless(exercises, checks);
    const result = output(classroom(document));
    const decoded = JSON.parse(Buffer.from(result, "base64").toString("utf8"));
    expect(decoded.tests).toHaveLength(exercises * checks);
    expect(faults(decoded)).toEqual([]);
    if (exercises === 55) expect(`GRADE_RESULTS=${result}`.length).toBeLessThan(128 * 1024);
  });
});
