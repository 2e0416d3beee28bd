import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../paths.ts";
import { classroom } from "./formats/classroom.ts";
import { FORMAT_NAMES, pairOutputs } from "./formats/index.ts";
import { summary } from "./formats/summary.ts";
import { mixed } from "./testing/grades.ts";
import { report } from "./testing/reporter.ts";

interface Step {
  id?: string;
  if?: string;
  run?: string;
  uses?: string;
  env?: Record<string, string>;
  with?: Record<string, string>;
}

interface Workflow {
  on: Record<string, unknown>;
  permissions: Record<string, string>;
  jobs: { grade: { "timeout-minutes": number; env: Record<string, string>; steps: Step[] } };
}

const source = readFileSync(path.join(ROOT, ".github/workflows/classroom.yml"), "utf8");
const workflow: Workflow = parse(source);
const { grade } = workflow.jobs;
const reporter = grade.steps.find(({ uses }) => uses?.includes("autograding-grading-reporter"));

describe("the workflow", () => {
  test("may read the code and nothing else, knows no secrets, and ends in time", () => {
    expect(workflow.permissions).toEqual({ contents: "read" });
    expect(source).not.toMatch(/secrets|github\.token|GITHUB_TOKEN/);
    expect(grade["timeout-minutes"]).toBeLessThanOrEqual(15);
    expect(Object.keys(workflow.on)).toEqual(["push", "workflow_dispatch"]);
  });

  test("each action is one commit, and the same as in ci.yml", () => {
    const ci = readFileSync(path.join(ROOT, ".github/workflows/ci.yml"), "utf8");
    const used = grade.steps.flatMap(({ uses }) => uses ?? []);
    expect(used.length).toBeGreaterThan(4);
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40}$/);
    for (const action of used.filter((name) => name.startsWith("actions/"))) expect(ci).toContain(action);
  });

  test("the reporter reads what the step named grade puts out", () => {
    const runner = reporter?.with?.runners ?? "";
    expect(grade.steps.filter(({ id }) => id === runner)).toHaveLength(1);
    expect(reporter?.env).toEqual({
      [`${runner.toUpperCase()}_RESULTS`]: `\${{ steps.${runner}.outputs.result }}`,
    });
  });
});

describe.skipIf(process.platform === "win32")("its steps, run here with a grade that is given", () => {
  let folder = "";
  let output = "";
  let page = "";
  let calls = "";

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "katas-classroom-"));
    [output = "", page = "", calls = ""] = ["output", "page", "calls"].map((name) => path.join(folder, name));
    writeFileSync(path.join(folder, "classroom.txt"), classroom(mixed()));
    writeFileSync(path.join(folder, "summary.txt"), summary(mixed()));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Stands in for npm: notes how it was called, and hands out the formats to the files that are named. */
  function standIn(exit: number): void {
    const npm = path.join(folder, "bin", "npm");
    mkdirSync(path.dirname(npm));
    const script = [
      "#!/bin/sh",
      `printf '%s\\n' "$*" >> "${calls}"`,
      '[ "$1" = run ] || exit 0',
      `cat "${folder}/classroom.txt" >> "$GITHUB_OUTPUT"`,
      `cat "${folder}/summary.txt" >> "$GITHUB_STEP_SUMMARY"`,
      `exit ${exit}`,
    ];
    writeFileSync(npm, `${script.join("\n")}\n`);
    chmodSync(npm, 0o755);
  }

  /** Runs each `run:` as the runner does (bash -e -o pipefail), until one fails: the exit code of the last. */
  function runSteps(): number | null {
    const scripts = grade.steps.flatMap(({ run }) => run ?? []);
    const env = {
      ...grade.env,
      PATH: `${folder}/bin:${process.env.PATH}`,
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: page,
    };
    for (const script of scripts) {
      const { status } = spawnSync("bash", ["--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script], {
        cwd: folder,
        env,
      });
      if (status !== 0) return status;
    }
    return 0;
  }

  function solution(name: string): void {
    const mirrored = path.join(folder, "solutions/module-03-stream-processing/06-session-windows");
    mkdirSync(mirrored, { recursive: true });
    writeFileSync(path.join(mirrored, name), "");
  }

  function result(): string {
    return /^result=(.*)$/m.exec(readFileSync(output, "utf8"))?.[1] ?? "";
  }

  test("a part of the points: the step ends well, the page is written, the reporter gets the points", () => {
    standIn(0);
    expect(runSteps()).toBe(0);
    expect(readFileSync(page, "utf8")).toBe(summary(mixed()));
    expect(report({ grade: result() })).toMatchObject({ printed: 3, reported: { totalPoints: 3, maxPoints: 5 } });
  });

  test("grade is called once, with what counts, and each format with its file", () => {
    standIn(0);
    runSteps();
    const [install, call = "", ...more] = readFileSync(calls, "utf8").trimEnd().split("\n");
    expect([install, more]).toEqual(["ci", []]);
    const words = call.split(" ");
    const after = (flag: string) => words.filter((_, i) => words[i - 1] === flag);
    expect(words.slice(0, 3)).toEqual(["run", "grade", "--"]);
    expect(words.slice(3, words.indexOf("--exit-zero-on-fail"))).toEqual(grade.env.GRADED?.split(" "));
    expect(pairOutputs(after("--format"), after("--output"))).toEqual([
      { format: "classroom", file: output },
      { format: "summary", file: page },
      { format: "text" },
    ]);
    for (const name of after("--format")) expect(FORMAT_NAMES).toContain(name);
  });

  test("an error of ours fails the step, and the points are reported all the same", () => {
    standIn(3);
    expect(runSteps()).toBe(3);
    expect(reporter?.if).toBe(`\${{ !cancelled() && steps.grade.outputs.result != '' }}`);
    expect(result()).not.toBe("");
  });

  test("the course itself, where the references are, is not graded: no result, so no report", () => {
    standIn(0);
    solution("session-windows.ts");
    expect(runSteps()).toBe(0);
    expect(existsSync(output)).toBe(false);
    expect(readFileSync(page, "utf8")).toMatch(/it is the course itself, and nothing is graded/);
  });

  test("a student's copy, where hints lie beside no reference, is graded", () => {
    standIn(0);
    solution("hints.md");
    expect(runSteps()).toBe(0);
    expect(result()).not.toBe("");
  });
});
