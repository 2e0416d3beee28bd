import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EXIT } from "../problem.ts";
import { readCourse } from "./index.ts";
import { SmallCourse } from "./testing/small-course.ts";

let course: SmallCourse;
beforeEach(() => {
  course = new SmallCourse();
  course.module("module-00-setup", "Setup");
});
afterEach(() => course.remove());

describe("the manifest", () => {
  test("is read from the trees, in path order, and nothing else", () => {
    course.module("module-01-event-streaming", "Event streaming");
    course.exercise("module-01-event-streaming/10-last", { title: "Last" });
    course.exercise("module-01-event-streaming/02-second", {
      title: "Second",
      needs: ["kafka3", "kafka"],
      extra: true,
    });
    course.exercise("module-00-setup/01-first", { title: "First", minutes: 7, points: 3 });
    course.write("exercises/module-00-setup/pictures/README.md", "not an exercise");
    course.write("exercises/drafts/README.md", "not a module");

    const modules = readCourse(course.root);
    expect(modules.map(({ number, title }) => [number, title])).toEqual([
      ["00", "Setup"],
      ["01", "Event streaming"],
    ]);
    const [first, second, last] = modules.flatMap(({ exercises }) => exercises);
    expect(first).toMatchObject({
      key: "00/01-first",
      short: "00/01",
      slug: "first",
      title: "First",
      minutes: 7,
      points: 3,
      needs: [],
      extra: false,
      file: `${course.root}/exercises/module-00-setup/01-first/first.ts`,
      test: `${course.root}/exercises/module-00-setup/01-first/first.test.ts`,
      solution: `${course.root}/solutions/module-00-setup/01-first`,
    });
    expect(second).toMatchObject({ key: "01/02-second", needs: ["kafka3", "kafka"], extra: true });
    expect(last?.key).toBe("01/10-last");
  });

  test("an exercise in SQL has a .sql file", () => {
    course.exercise("module-00-setup/01-first", { language: "sql" });
    const [exercise] = readCourse(course.root).flatMap(({ exercises }) => exercises);
    expect(exercise).toMatchObject({
      language: "sql",
      file: `${course.root}/exercises/module-00-setup/01-first/first.sql`,
      test: `${course.root}/exercises/module-00-setup/01-first/first.test.ts`,
    });
  });

  test("of a folder without exercises has none", () => {
    expect(readCourse(`${course.root}/nowhere`)).toEqual([]);
  });

  test.each([
    ["title", { title: "" }, "no title that is a text"],
    ["title", { title: 7 }, "no title that is a text"],
    ["minutes", { minutes: "ten" }, "no minutes that is a whole number"],
    ["points", { points: 0.5 }, "no points that is a whole number"],
    ["needs", { needs: ["kafka", "flinc"] }, "no needs that is a list of kafka, kafka3, flink, flink2"],
    ["language", { language: "java" }, "no language that is one of ts, sql"],
    ["needs", { needs: "kafka" }, "no needs that is a list of kafka, kafka3, flink, flink2"],
  ])("a wrong %s is told with the file it stands in: %j", (_, front, sentence) => {
    course.exercise("module-00-setup/01-first", front);
    expect(() => readCourse(course.root)).toThrow(
      expect.objectContaining({
        name: "Problem",
        message: expect.stringMatching(`module-00-setup/01-first/README.md: its front matter has ${sentence}`),
      }),
    );
  });

  test("front matter that is no YAML is a problem with the file's name", () => {
    course.write("exercises/module-00-setup/01-first/README.md", "---\ntitle: [unclosed\n---\n");
    expect(() => readCourse(course.root)).toThrow(
      expect.objectContaining({ name: "Problem", message: expect.stringContaining("01-first/README.md") }),
    );
  });

  test("a module without a README is a problem", () => {
    course.exercise("module-02-stateful/01-count", {});
    expect(() => readCourse(course.root)).toThrow(
      expect.objectContaining({
        name: "Problem",
        exitCode: EXIT.ours,
        message: expect.stringContaining("module-02-stateful/README.md is missing."),
      }),
    );
  });
});
