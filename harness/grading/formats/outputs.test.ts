import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EXIT, Problem } from "../../problem.ts";
import { deliver, FORMAT_NAMES, findFormat, pairOutputs } from "./index.ts";

/** The Problem that something throws, as its sentence, remedy and exit code. */
function problemOf(action: () => unknown) {
  try {
    action();
  } catch (error) {
    if (error instanceof Problem) return { sentence: error.message, remedy: error.remedy, exitCode: error.exitCode };
    throw error;
  }
  return undefined;
}

describe("which format goes where", () => {
  test.each<[string[], string[], ReturnType<typeof pairOutputs>]>([
    [[], [], [{ format: "text" }]],
    [[], ["a"], [{ format: "text", file: "a" }]],
    [["junit"], [], [{ format: "junit" }]],
    [
      ["classroom", "summary", "text"],
      ["out", "page"],
      [{ format: "classroom", file: "out" }, { format: "summary", file: "page" }, { format: "text" }],
    ],
  ])("%j with %j", (formats, files, outputs) => {
    expect(pairOutputs(formats, files)).toEqual(outputs);
  });

  test("an output that nothing is written to, and two formats on one screen, are mistakes", () => {
    expect(problemOf(() => pairOutputs(["csv"], ["a", "b"]))).toEqual({
      sentence: "There are 2 --output and only 1 --format.",
      remedy: "Write each --output after the --format it is for.",
      exitCode: EXIT.usage,
    });
    expect(problemOf(() => pairOutputs(["csv", "junit", "text"], ["a"]))?.exitCode).toBe(EXIT.usage);
  });
});

describe("formats have names", () => {
  test("each finds its function", () => {
    expect(FORMAT_NAMES).toEqual(["text", "json", "csv", "summary", "junit", "classroom", "classroom50"]);
    for (const name of FORMAT_NAMES) expect(findFormat(name)).toBeTypeOf("function");
  });

  test.each([
    ["juint", 'There is no format "juint". Did you mean junit?'],
    ["gradescope", 'There is no format "gradescope".'],
    ["constructor", 'There is no format "constructor".'],
    ["", 'There is no format "".'],
  ])("%j is none", (name, sentence) => {
    expect(problemOf(() => findFormat(name))).toEqual({
      sentence,
      remedy: "The formats are text, json, csv, summary, junit, classroom, classroom50.",
      exitCode: EXIT.usage,
    });
  });
});

describe("writing a format", () => {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "katas-formats-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  test("a file of one's own is written anew", () => {
    const file = path.join(folder, "grade.xml");
    writeFileSync(file, "of yesterday");
    deliver("of today\n", file, {});
    expect(readFileSync(file, "utf8")).toBe("of today\n");
  });

  test.each(["GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY"])("what other steps wrote into %s stays", (name) => {
    const file = path.join(folder, "gathered");
    writeFileSync(file, "of another step\n");
    deliver("ours\n", path.join(folder, ".", "gathered"), { [name]: file });
    expect(readFileSync(file, "utf8")).toBe("of another step\nours\n");
  });

  test("a folder that is not there is named, with what to do", () => {
    const problem = problemOf(() => deliver("x", path.join(folder, "no", "such"), {}));
    expect(problem?.sentence).toMatch(/no.such cannot be written: ENOENT/);
    expect(problem?.exitCode).toBe(EXIT.usage);
  });
});
