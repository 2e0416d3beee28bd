import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { importedNames, unimplemented, untouchedIn } from "./index.ts";

describe("a function is a stub", () => {
  test.each([
    ["that only throws", `export function f() { throw new NotImplemented("f"); }`],
    ["that is async", `export async function f(a: string[]): Promise<void> { throw new NotImplemented("f"); }`],
    ["that is a generator", `export function* f() { throw new NotImplemented("f"); }`],
    ["that is an async generator", `export async function* f() { throw new NotImplemented("f"); }`],
    [
      "with comments in it",
      `export async function f() {
         // TODO: read to the end
         /* return []; */
         throw new NotImplemented("f"); // not yet
       }`,
    ],
    ["with type parameters", `export function f<T extends object>(a: T): T { throw new NotImplemented("f"); }`],
  ])("%s", (_, source) => {
    expect(unimplemented(source)).toEqual(["f"]);
  });
});

describe("a function is not a stub", () => {
  test.each([
    ["that does something first", `export function f() { prepare(); throw new NotImplemented("f"); }`],
    ["that goes on after", `export function f(a) { if (a) return 1; throw new NotImplemented("f"); }`],
    ["that throws something else", `export function f() { throw new Error("NotImplemented"); }`],
    ["that only mentions it", `export function f() { return new NotImplemented("f"); }`],
    ["that is commented out", `// export function f() { throw new NotImplemented("f"); }`],
    ["that does nothing", `export function f() {}`],
    ["that is not exported", `function f() { throw new NotImplemented("f"); }`],
    // It is met when it is called: what is not sure to be untouched is run.
    ["that is an arrow function", `export const f = async () => { throw new NotImplemented("f"); };`],
    ["that is only typed", `export type f = () => void; export interface g { a: 1 }`],
  ])("%s", (_, source) => {
    expect(unimplemented(source)).toEqual([]);
  });
});

test("of a half-done file, the functions that are still to be written", () => {
  const source = `
    import { NotImplemented } from "#kata";
    export async function send() { await produce(); }
    export async function* read() { throw new NotImplemented("read"); }
    export const LIMIT = 7;
    export function close() { throw new NotImplemented("close"); }`;
  expect(unimplemented(source)).toEqual(["read", "close"]);
});

test("a file that does not parse says nothing about stubs", () => {
  expect(unimplemented("export function f( { throw new NotImplemented('f') }")).toBeUndefined();
});

describe("a script of SQL", () => {
  const exercise = { file: "/course/revenue.sql", test: "/course/revenue.test.ts" };

  test.each([
    ["of comments", "-- TODO 1: a table\n\n/* CREATE TABLE\n t */\n"],
    ["that is empty", ""],
  ])("%s is untouched", (_, source) => {
    expect(untouchedIn(exercise, source)).toBe("revenue.sql");
  });

  test.each([
    ["with a statement", "-- TODO\nSHOW TABLES;"],
    ["with half of one", "CREATE TABLE"],
  ])("%s is not", (_, source) => {
    expect(untouchedIn(exercise, source)).toBeUndefined();
  });
});

test("what a test imports from its exercise's file: values, not types, under their own names", () => {
  const source = `
    import { describe, test } from "#harness";
    import type { Order } from "./orders.ts";
    import { count, type Report, sum as total } from "./orders.ts";
    import { other } from "./helpers.ts";
    const text = 'import { fake } from "./orders.ts"';`;
  const folder = mkdtempSync(path.join(tmpdir(), "katas-stub-"));
  const test = path.join(folder, "orders.test.ts");
  writeFileSync(test, source);
  expect(importedNames({ file: path.join(folder, "orders.ts"), test })).toEqual(["count", "sum"]);
  rmSync(folder, { recursive: true });
});
