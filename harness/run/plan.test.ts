import { afterAll, beforeAll, expect, test } from "vitest";
import { type Exercise, readCourse } from "../course/index.ts";
import { SmallCourse } from "../course/testing/small-course.ts";
import { serversFor } from "./index.ts";

const STUB = 'export function f() { throw new NotImplemented("f"); }';
const files = (slug: string, text: string) => ({
  [`${slug}.ts`]: text,
  [`${slug}.test.ts`]: `import { f } from "./${slug}.ts";`,
});

let course: SmallCourse;
beforeAll(() => {
  course = new SmallCourse();
  course.module("module-00-setup", "Setup");
  course.exercise("module-00-setup/01-pure", {}, files("pure", STUB));
  course.exercise("module-00-setup/02-hello", { needs: ["kafka"] }, files("hello", STUB));
  course.exercise("module-00-setup/03-stack", { needs: ["kafka", "flink"] }, files("stack", STUB));
});
afterAll(() => course.remove());

const servers = (exercises: Exercise[]) => serversFor(exercises, [{ target: "exercise", seed: 1 }]);
const all = () => readCourse(course.root).flatMap(({ exercises }) => exercises);

test("whoever begins waits for nothing, and only what comes next is warmed up", () => {
  expect(servers(all())).toEqual({ now: [], soon: ["kafka"] });
});

test("what an exercise needs further is warmed up once the ones before it are begun", () => {
  course.write("exercises/module-00-setup/02-hello/hello.ts", "export function f() { return 1; }");
  expect(servers(all())).toEqual({ now: ["kafka"], soon: ["flink"] });
});
