import { afterEach, beforeEach, expect, test } from "vitest";
import { type Exercise, invariant, readCourse, readExplanations, readHints } from "./index.ts";
import { SmallCourse } from "./testing/small-course.ts";

let course: SmallCourse;
beforeEach(() => {
  course = new SmallCourse();
  course.module("module-00-setup", "Setup");
});
afterEach(() => course.remove());

function exercise(files: Record<string, string>): Exercise {
  course.exercise("module-00-setup/01-first", {}, files);
  const [only] = readCourse(course.root).flatMap(({ exercises }) => exercises);
  if (!only) throw new Error("no exercise");
  return only;
}

test("hints are the sections of their file, in order; a heading in a code block is none", () => {
  const hints =
    "# Hints\r\n\r\n## Look\r\nat the key\r\n\r\n## Then\r\n```ts\r\n## not a heading\r\n```\r\n### deeper\r\n";
  expect(readHints(exercise({ "solutions/hints.md": hints }))).toEqual([
    { heading: "Look", body: "at the key" },
    { heading: "Then", body: "```ts\n## not a heading\n```\n### deeper" },
  ]);
});

test("an explanation is found by its check's code, and its first paragraph is the invariant", () => {
  const text = "## FIR-01\n\nAn order counts once,\nhowever often it comes.\n\nWhy: retries.\n\n## FIR-02\n";
  const explanations = readExplanations(exercise({ "solutions/explain.md": text }));
  expect([...explanations.keys()]).toEqual(["FIR-01", "FIR-02"]);
  expect(invariant(explanations.get("FIR-01") ?? "")).toBe("An order counts once, however often it comes.");
  expect(invariant(explanations.get("FIR-02") ?? "")).toBe("");
});

test("texts that are not written yet are none", () => {
  expect(readHints(exercise({}))).toEqual([]);
  expect(readExplanations(exercise({})).size).toBe(0);
});
