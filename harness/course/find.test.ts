import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { EXIT, Problem } from "../problem.ts";
import { findExercise, findExercises, type Module, readCourse } from "./index.ts";
import { SmallCourse } from "./testing/small-course.ts";

let course: SmallCourse;
let modules: Module[];
beforeAll(() => {
  course = new SmallCourse();
  course.module("module-00-setup", "Setup");
  course.exercise("module-00-setup/01-batch-vs-stream", {});
  course.exercise("module-00-setup/02-hello-stream", {});
  course.module("module-03-stream-processing", "Stream processing");
  course.exercise("module-03-stream-processing/01-windows", {});
  course.exercise("module-03-stream-processing/06-session-windows", {});
  modules = readCourse(course.root);
});
afterAll(() => course.remove());

const find = (word: string) => findExercises(modules, word).map(({ key }) => key);
const SESSION = "03/06-session-windows";

function refused(word: string): Problem {
  try {
    find(word);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error(`${word} was found`);
}

describe("a word on the command line", () => {
  test.each([
    "03/06",
    "3/6",
    "03/6",
    "session-windows",
    "session",
    "06-session-windows",
    "module-03/06",
    "module-03/06-session-windows",
    "module-03-stream-processing/06-session-windows",
    "exercises/module-03-stream-processing/06-session-windows",
    "exercises/module-03-stream-processing/06-session-windows/",
    "./exercises/module-03-stream-processing/06-session-windows/session-windows.ts",
    "/home/me/katas/exercises/module-03-stream-processing/06-session-windows/session-windows.test.ts",
    "exercises\\module-03-stream-processing\\06-session-windows\\README.md",
  ])("%s means one exercise", (word) => {
    expect(find(word)).toEqual([SESSION]);
  });

  test.each([
    "03",
    "3",
    "module-03",
    "module-3",
    "module-03-stream-processing",
    "exercises/module-03-stream-processing/",
  ])("%s means a module", (word) => {
    expect(find(word)).toEqual(["03/01-windows", SESSION]);
  });

  test("all means all, and an exact name is no part of a longer one", () => {
    expect(find("all")).toHaveLength(4);
    expect(find("windows")).toEqual(["03/01-windows"]);
  });

  test("a part that several names have is refused with their keys", () => {
    const { message, remedy, exitCode } = refused("stream");
    expect(message).toContain('"stream" means more than one exercise: 00/01-batch-vs-stream, 00/02-hello-stream');
    expect(remedy).toBe("Name one of them, for example 00/01.");
    expect(exitCode).toBe(EXIT.usage);
  });

  test("a module that is not there is refused with the modules there are", () => {
    const { message, remedy, exitCode } = refused("module-77");
    expect(message).toBe(
      'There is no module or exercise "module-77". The modules are module-00 (Setup), module-03 (Stream processing).',
    );
    expect(remedy).toBe("npx katas list shows every exercise.");
    expect(exitCode).toBe(EXIT.usage);
  });

  test.each([
    ["helo-stream", "hello-stream"],
    ["sesion-window", "session-windows"],
    ["modul-03", "module-03"],
  ])("%s is answered with %s", (word, near) => {
    expect(refused(word).message).toContain(`Did you mean ${near}?`);
  });

  test.each(["zzzz", "03/99", "..", "", " "])("%j is guessed at no further", (word) => {
    const { message, exitCode } = refused(word);
    expect(message).not.toContain("Did you mean");
    expect(exitCode).toBe(EXIT.usage);
  });

  test("a command for one exercise refuses a module", () => {
    expect(() => findExercise(modules, "module-00")).toThrow('"module-00" means more than one exercise');
    expect(findExercise(modules, "hello-stream").key).toBe("00/02-hello-stream");
  });
});
