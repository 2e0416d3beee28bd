import { expect, test } from "vitest";
import { pen } from "../../feedback/index.ts";
import { drawTexts } from "./texts.ts";

const plain = pen({ width: 80, unicode: false, colour: false });
const BODY = ["export function add(a, b) {", "  const sum = a + b;", "  log(sum);", "  return sum;", "}"];
const text = (lines: string[]) => `${lines.join("\n")}\n`;

test("what only one has is marked; documentation, line ends and blank ends are no difference", () => {
  const yours = `/**\n * Adds.\n */\r\n${BODY.join("\r\n")}\r\n\r\n`.replace("log(sum)", "print(sum)");
  expect(drawTexts(yours, text(BODY), plain).split("\n")).toEqual([
    "   - only in yours   + only in the reference",
    "",
    "     export function add(a, b) {",
    "       const sum = a + b;",
    "   -   print(sum);",
    "   +   log(sum);",
    "       return sum;",
    "     }",
  ]);
});

test("lines that say nothing do not cut a change in two", () => {
  const yours = ["start();", "if (a) {", "  one();", "}", "", "if (b) {", "  two();", "}", "end();", "done();"];
  const reference = [
    "start();",
    "for (x) {",
    "  three();",
    "}",
    "",
    "for (y) {",
    "  four();",
    "}",
    "end();",
    "done();",
  ];
  const marks = drawTexts(text(yours), text(reference), plain)
    .split("\n")
    .slice(2)
    .map((line) => line[3] ?? " ")
    .join("");
  expect(marks).toMatch(/^ -{6,7}\+{6,7} {2,3}$/);
});

test("the same code says so", () => {
  expect(drawTexts(text(BODY), text(["/** Documented. */", ...BODY]), plain)).toContain(
    "Your code and the reference are the same, comments aside.",
  );
});

test("two that have little in common stand one under the other, whole", () => {
  const drawn = drawTexts(text(BODY), "export const add = (a, b) => a + b;\n", plain);
  expect(drawn).toBe(
    [
      "   Yours",
      "",
      ...BODY.map((line) => `   - ${line}`),
      "",
      "   The reference",
      "",
      "   + export const add = (a, b) => a + b;",
    ].join("\n"),
  );
});

test("nothing is wider than the terminal, and colours only colour", () => {
  const wide = `  const words = [${Array.from({ length: 30 }, (_, i) => `"word ${i}"`).join(", ")}, "${"x".repeat(200)}"];`;
  const drawn = drawTexts(text([...BODY, wide]), text(BODY), plain);
  expect(Math.max(...drawn.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  const coloured = drawTexts(text([...BODY, wide]), text(BODY), pen({ width: 80, unicode: false, colour: true }));
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the colours
  expect(coloured.replaceAll(/\u001b\[\d+m/g, "").replaceAll(/ +$/gm, "")).toBe(drawn.replaceAll(/ +$/gm, ""));
});
