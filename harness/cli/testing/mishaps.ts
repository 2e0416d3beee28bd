/** What learners do to the file of one small exercise, and that exercise's specification. */

const TEST = `
import { expect, fc, test } from "#harness";
import { countdown, total } from "./SLUG.ts";

test("two numbers are added", { code: "CODE-01" }, async () => {
  expect(await total([1, 2]), "a total is the sum of its numbers").toEqual({ total: 3 });
});
test.prop("any numbers are added", { code: "CODE-02" }, fc.array(fc.nat(9)), async (numbers) => {
  expect(await total(numbers), "a total is the sum of its numbers").toEqual({ total: numbers.reduce((a, b) => a + b, 0) });
});
test("a countdown ends", { code: "CODE-03", deadlineMs: 700 }, async () => {
  const seen: number[] = [];
  for await (const number of await countdown(2)) seen.push(number);
  expect(seen, "it counts down to one").toEqual([2, 1]);
});
`;

const TOTAL = "export async function total(n: number[]) { return { total: n.reduce((a, b) => a + b, 0) }; }\n";
const COUNTDOWN = "export async function* countdown(from: number) { for (let n = from; n > 0; n--) yield n; }\n";
const UNTOUCHED_TOTAL =
  'export async function total(n: number[]): Promise<{ total: number }> { throw new NotImplemented("total"); }\n';
const UNTOUCHED_COUNTDOWN =
  'export async function* countdown(n: number): AsyncGenerator<number> { throw new NotImplemented("countdown"); }\n';
const KATA = 'import { NotImplemented } from "#kata";\n';

/** The specification for a file. */
export function specification(slug: string): string {
  return TEST.replaceAll("SLUG", slug).replaceAll("CODE", codeOf(slug));
}

/** What its checks' codes begin with. */
export function codeOf(slug: string): string {
  return `${slug.slice(0, 2).toUpperCase()}X`;
}

/**
 * Learners' files, by the slug of the exercise that is made for each.
 * @param mark  the path of a file in which the code under test can leave its process id
 */
export const mishaps = (mark: (name: string) => string): Record<string, string> => ({
  untouched: KATA + UNTOUCHED_TOTAL + UNTOUCHED_COUNTDOWN,
  half: KATA + TOTAL + UNTOUCHED_COUNTDOWN,
  wrong: `export async function total(n: number[]) { console.log("adding", n); return { total: n[0] ?? 0 }; }\n${COUNTDOWN}`,
  some: `export async function total(n: number[]) { return { total: n[0] + n[1] + (n[2] ?? 0) || 0 }; }\n${COUNTDOWN}`,
  syntax: `${COUNTDOWN}export async function total(n: number[]) {\n  return { total: (1 };\n}\n`,
  lost: TOTAL.replace("total(", "totals(") + COUNTDOWN,
  load: `\nconst port = JSON.parse("{");\n${TOTAL}${COUNTDOWN}export { port };\n`,
  import: `import { add } from "./add.ts";\n${TOTAL}${COUNTDOWN}export { add };\n`,
  throws: `export async function total(n: number[]) {\n  throw new RangeError("too many");\n}\n${COUNTDOWN}`,
  generator: `${TOTAL}export async function* countdown() {\n  yield 2;\n  throw new RangeError("one");\n}\n`,
  unreadable: `${TOTAL}export async function countdown() { return 7; }\n`,
  never: `${TOTAL}export async function countdown() { await new Promise(() => {}); return []; }\n`,
  stream: `${TOTAL}export async function* countdown() { yield 2; await new Promise(() => {}); }\n`,
  rejects: `${TOTAL.replace("{ return", '{\n  void Promise.reject(new Error("left alone"));\n  return')}${COUNTDOWN}`,
  library: `import { Kafka } from "kafkajs";
export async function total(n: number[]) {
  setTimeout(() => void new Kafka({ brokers: ["127.0.0.1:1"], logLevel: 0 }).producer().send({ topic: "t", messages: [] }), 1);
  await new Promise((resolve) => setTimeout(resolve, 20));
  return { total: n.reduce((a, b) => a + b, 0) };
}
${COUNTDOWN}`,
  timer: `${TOTAL}export async function countdown() {
  setTimeout(() => { throw new Error("late"); }, 1);
  await new Promise((resolve) => setTimeout(resolve, 30));
  return [2, 1];
}
`,
  exits: `export async function total() {\n  process.exit(0);\n}\n${COUNTDOWN}`,
  killed: `export async function total() { process.kill(process.pid, "SIGKILL"); }\n${COUNTDOWN}`,
  loops: `import { writeFileSync } from "node:fs";
export async function total(n: number[]) {
  writeFileSync(${JSON.stringify(mark("loop"))}, String(process.pid));
  for (;;) n.length;
}
${COUNTDOWN}`,
  right: TOTAL + COUNTDOWN,
});
