import { expect, test } from "vitest";
import { SandboxEnded, Unusable } from "./index.ts";
import { exported, open } from "./testing/submit.ts";

const ECHO = "export async function f(value) { return value; }";

test.each<[string, unknown]>([
  ["undefined", undefined],
  ["null", null],
  ["NaN", Number.NaN],
  ["infinities", [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]],
  ["-0", -0],
  ["a whole number of any size", 2n ** 100n],
  ["a date", new Date(5)],
  ["a map", new Map<unknown, unknown>([["a", new Map([[{ key: 1 }, undefined]])]])],
  ["a set", new Set([1, "1", Number.NaN])],
  ["fields that are undefined, and holes", Object.assign([undefined, 1], { length: 3 })],
  ["names that objects have", { customer: "__proto__", constructor: 1, toString: "text" }],
  ["text of every kind", 'a\u2028b\u0000c\ud83d\ude00"\\\n'],
])("%s crosses there and back unharmed", async (_, value) => {
  const echo = await exported(ECHO);
  const back = await echo(value);
  expect(back).toStrictEqual(value);
  expect(Object.is(back, value) || typeof value === "object").toBe(true);
});

test("an object of a class crosses as its fields", async () => {
  const f = await exported(`
    class Total { customer = "ann"; cents = 5; #hidden = 1; get twice() { return 10; } }
    export async function f() { return [new Total(), new Map([["ann", new Total()]])]; }
  `);
  const total = { customer: "ann", cents: 5 };
  expect(await f()).toStrictEqual([total, new Map([["ann", total]])]);
});

test("functions, promises and symbols do not cross, and are told as the answer's fault", async () => {
  for (const value of ["() => 1", "[Promise.resolve(1)]", "{ a: Symbol.iterator }"]) {
    const f = await exported(`export async function f() { return ${value}; }`);
    await expect(f()).rejects.toThrow(/^the result is not plain data/);
  }
});

test.each([
  ["holds itself", "const a = []; a.push(a); return a;"],
  ["claims a length", "const a = []; a.length = 2 ** 32 - 1; return a;"],
  ["is reached in many ways", "let a = [1]; for (let i = 0; i < 40; i++) a = [a, a]; return a;"],
  ["is long text in many places", 'const a = "a".repeat(100_000); return Array.from({ length: 100 }, () => a);'],
  ["has many fields", "return Object.fromEntries(Array.from({ length: 300_000 }, (_, i) => [i, 0]));"],
  ["is a number of a hundred thousand digits", "return 1n << 400_000n;"],
])("a result that %s is refused", async (_, body) => {
  const f = await exported(`export async function f() { ${body} }`);
  await expect(f()).rejects.toThrow(Unusable);
});

test("an error crosses with its name and message, whatever was thrown", async () => {
  const f = await exported(`
    export async function f(what) {
      if (what === "error") throw Object.assign(new RangeError("too far"), { name: "TooFar" });
      if (what === "undefined") throw undefined;
      if (what === "text") throw "text";
      throw new Proxy(new Error("x"), { get() { throw 1; }, getPrototypeOf() { throw 2; } });
    }
  `);
  await expect(f("error")).rejects.toMatchObject({ name: "TooFar", message: "too far" });
  await expect(f("undefined")).rejects.toMatchObject({ name: "Error", message: "undefined" });
  await expect(f("text")).rejects.toMatchObject({ message: "text" });
  await expect(f("proxy")).rejects.toMatchObject({ message: "something that cannot be read" });
});

test("a module that exports `then` is no promise", async () => {
  const sandbox = await open(`
    const keys = Object.keys;
    Object.keys = (value) => (value === module ? ["then", "f"] : keys(value));
    const module = { f: async () => 1 };
    export function then(resolve) { resolve(module); }
  `);
  const exports = await sandbox.load();
  expect(Object.keys(exports)).toEqual(["f"]);
});

test.each([
  ["exits", "process.exit(0)", "it called process.exit"],
  ["exits with a code", "process.exit(3)", "it ended with exit code 3"],
  [
    "throws in a timer",
    'setTimeout(() => { throw new Error("late"); }); await new Promise(() => {})',
    /nothing could catch it: Error: late/,
  ],
  [
    "rejects a promise nobody awaits",
    'void Promise.reject(new Error("alone")); await new Promise(() => {})',
    /nobody awaited it: Error: alone/,
  ],
  [
    "runs out of memory",
    "const a = []; for (let i = 0; i < 200; i++) a.push(new Array(1e6).fill(0.5)); return a.length",
    /its memory ran out/,
  ],
  [
    "closes its channel",
    'const { closeSync } = await import("node:fs"); closeSync(3); await new Promise((r) => setTimeout(r, 50))',
    /it closed the channel|it called/,
  ],
  [
    "sends garbage",
    'const { writeSync } = await import("node:fs"); writeSync(3, "{\\n"); await new Promise(() => {})',
    "it sent a message that says nothing",
  ],
  [
    "asks for what is not there",
    `const { writeSync } = await import("node:fs"); writeSync(3, '[{"t":1,"m":2,"a":3},"q","constructor",[]]\\n'); return 1`,
    undefined,
  ],
])("a process that %s is told by how it ended", async (_, body, how) => {
  const f = await exported(`export async function f() { ${body} }`);
  const called = f();
  if (how === undefined) return expect(await called).toBe(1);
  await expect(called).rejects.toThrow(SandboxEnded);
  await expect(called).rejects.toThrow(how);
});
