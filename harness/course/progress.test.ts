import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isSolved, type Module, nextUnsolved, readCourse, readProgress, recordProgress } from "./index.ts";
import { SmallCourse } from "./testing/small-course.ts";

let folder: string;
let file: string;
let course: SmallCourse;
let modules: Module[];
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "katas-progress-"));
  file = path.join(folder, "state", "progress.json");
  course = new SmallCourse();
  course.module("module-00-setup", "Setup");
  course.exercise("module-00-setup/01-first", {});
  course.exercise("module-00-setup/02-second", {});
  modules = readCourse(course.root);
});
afterEach(() => {
  course.remove();
  rmSync(folder, { recursive: true });
});

const next = () => nextUnsolved(modules, readProgress(file))?.key;

test("the next exercise is the first, in order, that is not solved", () => {
  expect(next()).toBe("00/01-first");
  recordProgress("00/02-second", ["SEC-01"], [], file);
  expect(next()).toBe("00/01-first");
  recordProgress("00/01-first", ["FIR-01"], ["FIR-02"], file);
  expect(next()).toBe("00/01-first");
  recordProgress("00/01-first", ["FIR-01", "FIR-02"], [], file);
  expect(next()).toBeUndefined();
});

test("an exercise of which nothing ran is not solved", () => {
  recordProgress("00/01-first", [], [], file);
  expect(next()).toBe("00/01-first");
});

test("who breaks a solved exercise keeps it solved", () => {
  recordProgress("00/01-first", ["FIR-01"], [], file);
  recordProgress("00/01-first", [], ["FIR-01"], file);
  expect(next()).toBe("00/02-second");
  expect(readProgress(file)["00/01-first"]?.failed).toEqual(["FIR-01"]);
});

test("writing leaves the file and nothing beside it", () => {
  recordProgress("00/01-first", ["FIR-01"], [], file);
  expect(readdirSync(path.dirname(file))).toEqual(["progress.json"]);
});

test.each([
  ["cut short", '{"00/01-first": {"passed": ["FIR-0'],
  ["empty", ""],
  ["binary", "\0\0\0"],
  ["a list", "[1, 2]"],
  ["a text", '"solved"'],
  ["nothing", "null"],
  ["records that are none", '{"00/01-first": null, "00/02-second": 7}'],
  ["records without lists", '{"00/01-first": {"passed": "all"}, "00/02-second": {}}'],
])("a damaged file (%s) is a fresh start, and can be written again", (_, text) => {
  recordProgress("00/01-first", ["FIR-01"], [], file);
  writeFileSync(file, text);
  const progress = readProgress(file);
  expect(modules.flatMap(({ exercises }) => exercises).filter((exercise) => isSolved(progress, exercise))).toEqual([]);
  recordProgress("00/01-first", ["FIR-01"], [], file);
  expect(next()).toBe("00/02-second");
});

test("one damaged record does not cost the others", () => {
  recordProgress("00/01-first", ["FIR-01"], [], file);
  writeFileSync(file, JSON.stringify({ ...readProgress(file), "00/02-second": null }));
  expect(next()).toBe("00/02-second");
});
