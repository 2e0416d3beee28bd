import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import type { TestModule } from "vitest/node";
import { findExercise, readCourse } from "../course/index.ts";
import { SmallCourse } from "../course/testing/small-course.ts";
import type { RunReport } from "../feedback/index.ts";
import { BEGUN } from "../target/index.ts";
import { Collector } from "./reporter.ts";

const course = new SmallCourse();
afterAll(() => course.remove());
course.module("module-00-setup", "Setup");
course.exercise("module-00-setup/01-one", { title: "One" }, { "one.ts": "", "one.test.ts": "" });

test("a process that ends before Vitest has heard of any of its checks is told with the one it was in", async () => {
  const exercise = findExercise(readCourse(course.root), "00/01");
  const reports: RunReport[] = [];
  const collector = new Collector([exercise], (report) => void reports.push(report));
  const unheard = { moduleId: exercise.test, children: { allTests: () => [] }, errors: () => [] };
  const lost = { name: "Error", message: "Worker exited unexpectedly" };

  collector.onTestRunStart();
  mkdirSync(BEGUN, { recursive: true });
  const note = { key: exercise.key, code: "ONE-02", title: "the second" };
  // Of a process that was killed as it wrote.
  writeFileSync(path.join(BEGUN, `${process.pid}.0.json`), "");
  writeFileSync(path.join(BEGUN, `${process.pid}.1.json`), JSON.stringify(note));
  for (let run = 1; run <= 2; run++) await collector.onTestRunEnd([unheard as unknown as TestModule], [lost]);

  const [first, second] = reports.map(({ exercises }) => exercises[0]);
  expect(first?.checks).toMatchObject([{ code: "ONE-02", state: "not-run" }]);
  expect(first?.outside[0]?.failure.sentence).toMatch(
    /^The process that ran your code ended during ONE-02 \(the second\): /,
  );
  // It is read once.
  expect(second?.checks).toEqual([]);
});
