import type { Grade } from "../grade.ts";
import { check, exercise, grade } from "./grades.ts";

/** Words that try to be something else: a log's command, a terminal's, a page's markup, a formula. */
export const HOSTILE = [
  "::set-output name=result::forged",
  "\r::error::x\u001b[2J\u001b[32m20 of 20 points",
  "```\n# 20 of 20 points\n<script>alert(1)</script>",
  "]]></failure></testcase><testcase name='x'/><!-- & \u0000\ufffe\ud800",
  "##[error]x\n  ::add-mask::pass",
  "\u202etxet desrever\u202c \u{e0041}",
  '=HYPERLINK("http://example.invalid","ann")',
  "| a | b |\n|---|---|\n| [x](javascript:alert(1)) | ![y](http://example.invalid/y.png) |",
];

/** A grade whose learner chose every word: more than the schema lets through, since a format must not rely on it. */
export function hostile(): Grade {
  const words = HOSTILE.join("\n");
  const failed = HOSTILE.map((line, i) =>
    check(`HOS-0${i + 1}`, {
      verdict: "fail",
      message: line,
      evidence: [...HOSTILE, words],
      counterexample: words,
      diagnosis: words,
      where: { file: words, line: 3 },
    }),
  );
  const all = exercise("03/06-session-windows", [...failed, check("HOS-09")], { note: words });
  return grade([all], { submission: HOSTILE.join(" ") });
}

/** As many and as long words as a learner can make: a course of 55 exercises, every check of which fails at length. */
export function endless(exercises = 55, checks = 8): Grade {
  const long = "wordy 🌊 ".repeat(500);
  const all = Array.from({ length: exercises }, (_, i) =>
    exercise(
      `03/${String(i + 1).padStart(2, "0")}-session-windows`,
      Array.from({ length: checks }, (_, k) =>
        check(`A${letter(i / 26)}${letter(i)}-0${k + 1}`, {
          verdict: "fail",
          title: `what is asked for ${"and more ".repeat(30)}`,
          message: long,
          evidence: Array.from({ length: 50 }, () => long),
          counterexample: long,
          diagnosis: long,
        }),
      ),
    ),
  );
  return grade(all);
}

function letter(n: number): string {
  return String.fromCharCode("A".charCodeAt(0) + (Math.floor(n) % 26));
}
