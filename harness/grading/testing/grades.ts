import type { Grade, GradedCheck, GradedExercise, Verdict } from "../grade.ts";

/** A check as a grade holds it; a pass unless told. */
export function check(code: string, more: Partial<GradedCheck> & { verdict?: Verdict } = {}): GradedCheck {
  const passed = (more.verdict ?? "pass") === "pass";
  return {
    code,
    title: `what ${code} asks for`,
    verdict: "pass",
    points: passed ? 1 : 0,
    maxPoints: 1,
    durationMs: 12,
    ...(!passed && { message: `${code} does not hold.` }),
    ...more,
  };
}

/** An exercise of these checks, with the sums and the verdict they have. */
export function exercise(key: string, checks: GradedCheck[], more: Partial<GradedExercise> = {}): GradedExercise {
  return {
    key,
    title: key.slice("00/00-".length).replaceAll("-", " "),
    verdict: together(checks),
    points: sum(checks, "points"),
    maxPoints: sum(checks, "maxPoints"),
    durationMs: 300,
    checks,
    ...more,
  };
}

export function grade(exercises: GradedExercise[], more: Partial<Grade> = {}): Grade {
  return {
    schema: "streaming-katas/grade/v1",
    submission: "ann",
    selection: ["module-03"],
    seed: 248418,
    verdict: together(exercises),
    points: sum(exercises, "points"),
    maxPoints: sum(exercises, "maxPoints"),
    startedAt: "2026-11-25T16:40:07.123Z",
    durationMs: 4321,
    versions: { course: "0.1.0", node: "20.20.0", platform: "linux-x64" },
    confinement: {
      files: true,
      processes: true,
      network: true,
      servers: true,
      cluster: true,
      user: true,
      memory: true,
    },
    exercises,
    ...more,
  };
}

/** One of each verdict, with all that a failure may carry. */
export function mixed(): Grade {
  return grade([
    exercise("03/05-sliding-windows", [check("SLI-01"), check("SLI-02")]),
    exercise("03/06-session-windows", [
      check("SES-01"),
      check("SES-02", {
        verdict: "fail",
        message: "A late event joins the sessions on both of its sides.",
        evidence: ["expected  [0, 80)", "yours     [0, 30), [25, 80)"],
        counterexample: "ann@0 ann@50 ann@25",
        diagnosis: "You compare with the latest session only.",
        where: { file: "exercises/module-03-stream-processing/06-session-windows/session-windows.ts", line: 17 },
      }),
    ]),
    exercise("03/08-three-clocks", [
      check("CLK-01", { verdict: "error", message: "The broker did not answer for 30 s." }),
    ]),
  ]);
}

function together(parts: readonly { verdict: Verdict }[]): Verdict {
  if (parts.some(({ verdict }) => verdict === "error")) return "error";
  return parts.every(({ verdict }) => verdict === "pass") ? "pass" : "fail";
}

function sum<Name extends "points" | "maxPoints">(parts: readonly { [key in Name]: number }[], name: Name): number {
  return parts.reduce((total, part) => total + part[name], 0);
}
