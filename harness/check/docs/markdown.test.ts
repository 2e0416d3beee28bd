import { expect, test } from "vitest";
import { parseLine, relativeLinks, savedFiles, shellLines, unseenLines } from "./markdown.ts";

const fenced = (language: string, ...lines: string[]) => [`\`\`\`${language}`, ...lines, "```", ""].join("\n");

test("the commands of shell blocks, one by one, as they stand", () => {
  const text = [
    "Text with `npm test` in it.",
    fenced("sh", "npm install && npm test   # the first", "", "# a remark", "$ A=1 B=x:2 npx katas up"),
    fenced("text", "$ npm test -- 00/01"),
    "   1. Indented:\n\n   ```bash\n   npx katas events \\\n     --count 5\n   ```",
  ].join("\n");
  expect(shellLines(text).map((line) => line.text)).toEqual([
    "npm install",
    "npm test",
    "A=1 B=x:2 npx katas up",
    "npx katas events --count 5",
  ]);
});

test("variables before a command are told apart from it", () => {
  expect(parseLine("KATAS_TARGET=mistake:01-a KATAS_STATE=/tmp/x npm test -- 00/02")).toEqual({
    text: "KATAS_TARGET=mistake:01-a KATAS_STATE=/tmp/x npm test -- 00/02",
    command: "npm test -- 00/02",
    sets: { KATAS_TARGET: "mistake:01-a", KATAS_STATE: "/tmp/x" },
  });
  expect(parseLine("npx katas look")).toEqual({ text: "npx katas look", command: "npx katas look", sets: {} });
});

test("a command in a block without a language does not go unseen", () => {
  expect(unseenLines(fenced("", "npx tsx fixtures/freeze.ts", "an npm thing"))).toEqual(["npx tsx fixtures/freeze.ts"]);
  expect(unseenLines(fenced("sh", "npm test") + fenced("text", "$ npm test"))).toEqual([]);
});

test("links into the course, without anchors", () => {
  expect(relativeLinks("[a](docs/a.md#part) [b](https://example.org) [c](#here) ![d](d.png)")).toEqual([
    "docs/a.md",
    "d.png",
  ]);
});

test("a program that is to be saved is the next TypeScript block", () => {
  const text = `Before.\n${fenced("ts", "no")}Save this as \`try.ts\`\nbeside \`package.json\`:\n\n${fenced("ts", "yes();")}`;
  expect(savedFiles(text)).toEqual([{ name: "try.ts", source: "yes();\n" }]);
});
