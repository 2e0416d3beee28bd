import { expect, test } from "vitest";
import { check, exercise, grade, mixed } from "../testing/grades.ts";
import { HOSTILE } from "../testing/hostile.ts";
import { csv, rosterCsv } from "./csv.ts";

test("a class: a row a student, a column an exercise in the course's order, and why there is no grade", () => {
  const late = exercise("03/06-session-windows", [check("SES-01"), check("SES-02")]);
  const early = exercise("01/03-first-consumer", [check("CON-01", { verdict: "fail" })], {
    note: "The file does not parse:\nline 3, a bracket.",
  });
  const rows = [
    { student: "Zoë, A.", grade: grade([late]) },
    { student: "ann", grade: grade([late, early]) },
    { student: "bob", problem: "The submission is a zip file; unpack it." },
  ];
  expect(rosterCsv(rows)).toBe(
    [
      "student,points,max,verdict,01/03-first-consumer,03/06-session-windows,note",
      '"Zoë, A.",2,2,pass,,2,',
      'ann,2,3,fail,0,2,"01/03: The file does not parse: line 3, a bracket."',
      "bob,,,,,,The submission is a zip file; unpack it.",
      "",
    ].join("\n"),
  );
});

test("a class of nobody still has its head", () => {
  expect(rosterCsv([])).toBe("student,points,max,verdict,note\n");
});

test("the table of one", () => {
  expect(csv(mixed()).split("\n")[1]).toBe("ann,3,5,error,2,1,0,");
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1", "\r=1", "\u200b=1"])(
  "no spreadsheet computes %j",
  (name) => {
    const cell = rosterCsv([{ student: name, problem: name }]).split("\n")[1] ?? "";
    expect(cell).toMatch(/^'[^,]+,,,,'/);
  },
);

test("no name makes a row or a column of its own", () => {
  const rows = HOSTILE.map((words) => ({ student: words, problem: words }));
  const lines = rosterCsv(rows).trimEnd().split("\n");
  expect(lines).toHaveLength(1 + HOSTILE.length);
  for (const line of lines) expect(line.replaceAll(/"(?:[^"]|"")*"/g, "cell").split(",")).toHaveLength(5);
});
