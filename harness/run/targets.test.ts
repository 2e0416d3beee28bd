import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Exercise, readCourse } from "../course/index.ts";
import { SmallCourse } from "../course/testing/small-course.ts";
import { EXIT } from "../problem.ts";
import { bank, readTarget, targetFile } from "./index.ts";

let course: SmallCourse;
let first: Exercise;
let second: Exercise;
beforeAll(() => {
  course = new SmallCourse();
  course.module("module-00-setup", "Setup");
  course.exercise(
    "module-00-setup/01-first",
    {},
    {
      "first.ts": "",
      "solutions/first.ts": "",
      "solutions/alternatives/eager.ts": "",
      "solutions/mistakes/02-late.ts": "",
      "solutions/mistakes/01-early.ts": "",
      "solutions/mistakes/README.md": "",
    },
  );
  course.exercise("module-00-setup/02-second", {}, { "second.ts": "" });
  const [one, two] = readCourse(course.root).flatMap(({ exercises }) => exercises);
  if (!one || !two) throw new Error("no exercises");
  [first, second] = [one, two];
});
afterAll(() => course.remove());

describe("KATAS_TARGET", () => {
  test.each([
    [undefined, "exercise"],
    ["", "exercise"],
    ["exercise", "exercise"],
    ["solution", "solution"],
    ["alternative:eager", "alternative:eager"],
    ["mistake:02-late", "mistake:02-late"],
  ])("%s means %s", (value, target) => {
    expect(readTarget(value, [first])).toBe(target);
  });

  test.each([
    [
      "nonsense",
      "KATAS_TARGET=nonsense is not a target.",
      "Use exercise (default), solution, alternative:<name>, mistake:<name> or sandbox:<folder>.",
    ],
    ["Solution", "KATAS_TARGET=Solution is not a target.", "Use exercise (default)"],
    ["mistake:", "KATAS_TARGET=mistake: is not a target.", "Use exercise (default)"],
    ["mistake", "KATAS_TARGET=mistake is not a target.", "Use exercise (default)"],
    [
      "mistake:03-never",
      "mistakes/03-never.ts does not exist.",
      "00/01 has: exercise, solution, alternative:eager, mistake:01-early, mistake:02-late.",
    ],
    ["alternative:lazy", "alternatives/lazy.ts does not exist.", "00/01 has: exercise, solution"],
    ["alternative:../first", "KATAS_TARGET=alternative:../first is not a target.", "Use exercise (default)"],
  ])("%s is refused", (value, sentence, remedy) => {
    expect(() => readTarget(value, [first])).toThrow(
      expect.objectContaining({
        name: "Problem",
        exitCode: EXIT.usage,
        message: expect.stringContaining(sentence),
        remedy: expect.stringContaining(remedy),
      }),
    );
  });

  test("a reference that one of the exercises has not is refused: nothing stands in for it", () => {
    expect(() => readTarget("solution", [first, second])).toThrow(
      expect.objectContaining({
        exitCode: EXIT.usage,
        message: expect.stringContaining("02-second/second.ts does not exist."),
      }),
    );
  });

  test("one exercise's target does not go with several", () => {
    for (const value of ["mistake:01-early", "alternative:eager"]) {
      expect(() => readTarget(value, [first, second])).toThrow(
        expect.objectContaining({
          exitCode: EXIT.usage,
          message: `KATAS_TARGET=${value} goes with one exercise, and 2 are selected.`,
        }),
      );
    }
  });
});

test("a bank is what lies beside the reference, in order", () => {
  expect(bank(first)).toEqual(["exercise", "solution", "alternative:eager", "mistake:01-early", "mistake:02-late"]);
  expect(bank(second)).toEqual(["exercise", "solution"]);
  expect(targetFile(first, "mistake:02-late")).toBe(
    `${course.root}/solutions/module-00-setup/01-first/mistakes/02-late.ts`,
  );
});

test("an exercise in SQL has targets in SQL, and no others", () => {
  const own = new SmallCourse();
  try {
    own.module("module-00-setup", "Setup");
    own.exercise(
      "module-00-setup/01-first",
      { language: "sql" },
      { "first.sql": "", "solutions/first.sql": "", "solutions/picture.ts": "", "solutions/mistakes/01-early.sql": "" },
    );
    const [exercise] = readCourse(own.root).flatMap(({ exercises }) => exercises);
    if (!exercise) throw new Error("no exercise");
    expect(bank(exercise)).toEqual(["exercise", "solution", "mistake:01-early"]);
    expect(targetFile(exercise, "mistake:01-early")).toBe(`${exercise.solution}/mistakes/01-early.sql`);
    expect(targetFile(exercise, "solution")).toBe(`${exercise.solution}/first.sql`);
  } finally {
    own.remove();
  }
});
