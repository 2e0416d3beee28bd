import { expect, test } from "vitest";
import { readCourse } from "../../course/index.ts";
import { parseLine } from "./markdown.ts";
import { namesExercises, repeats } from "./repeats.ts";
import { waysOf } from "./ways.ts";

const ways = (text: string) => waysOf(parseLine(text));

test("a test line without a target is run with the stub and with the reference", () => {
  expect(ways("npm test -- 03/06")).toMatchObject([{ exit: 1 }, { exit: 0, env: { KATAS_TARGET: "solution" } }]);
  expect(ways("KATAS_RUNTIME=jvm npm test")).toHaveLength(2);
});

test("one with a target is run as it stands", () => {
  expect(ways("KATAS_TARGET=solution npm test -- 01/03")).toEqual([{ phase: "cloned", exit: 0 }]);
  expect(ways("KATAS_TARGET=mistake:01-x npm test -- 00/02")).toEqual([{ phase: "cloned", exit: 1 }]);
});

test("what is not run has a reason, and what nobody has thought of has neither", () => {
  expect(ways("npm ci")).toHaveProperty("why");
  expect(ways("KATAS_RUNTIME=docker npx tsx bench/first-start.ts")).toHaveProperty("why");
  expect(ways("npx katas no-such-command")).toBeUndefined();
  expect(ways("curl example.org")).toBeUndefined();
});

test("what is run for a module is not run for each of its exercises again", () => {
  const lines = [
    "npm test -- 00/01",
    "npm test -- module-00",
    "KATAS_RUNTIME=jvm npm test -- module-00",
    "npm test -- 00/01 --seed 7",
    "KATAS_KAFKA_BROKERS=127.0.0.1:9092 npm test -- 00/02",
    "npm test -- 01/03",
    "npm test -- module-77",
    "npm test",
  ].map(parseLine);
  expect([...repeats(lines, readCourse())]).toEqual(["KATAS_RUNTIME=jvm npm test -- module-00", "npm test -- 00/01"]);
});

test("a line that only names exercises says nothing that their proof has not shown", () => {
  const only = ["npm test -- 03/06", "KATAS_RUNTIME=jvm npm test -- module-00", "npm test -- module-00 01/03"];
  const more = ["npm test", "npm test -- 01/03 --seed 7", "KATAS_KAFKA_BROKERS=127.0.0.1:9092 npm test -- 01/03"];
  expect([...only, ...more].filter((text) => namesExercises(parseLine(text)))).toEqual(only);
});
