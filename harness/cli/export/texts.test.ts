import { expect, test } from "vitest";
import { forStudents } from "./texts.ts";

const GOES = new Set([
  "README.md",
  "docs/next.md",
  "exercises/module-00-setup/01-first/README.md",
  "solutions/a/hints.md",
]);

test("links that lead to files of the export stay; others become their words, and say who has the discussion", () => {
  const lesson = "exercises/module-00-setup/01-first/README.md";
  const text = [
    "The [discussion](../../../solutions/module-00-setup/01-first/DISCUSSION.md) compares.",
    "[Next](../../../docs/next.md#books), [Kafka](https://kafka.apache.org/), [here](#below), [modules](../../),",
    "[how](../../../docs/architecture.md#a-run), ![a picture](a.svg).",
  ].join("\n");
  expect(forStudents(text, lesson, GOES).split("\n")).toEqual([
    "The discussion (your teacher has it) compares.",
    "[Next](../../../docs/next.md#books), [Kafka](https://kafka.apache.org/), [here](#below), [modules](../../),",
    "how, ![a picture](a.svg).",
  ]);
});

test("what is about the course alone goes, and students are told what this repository is", () => {
  const readme =
    "# Katas\n\n<!-- student repository -->\n<!-- course -->\n## For teachers\n\nProve it.\n<!-- /course -->\nMIT\n";
  const text = forStudents(readme, "README.md", GOES);
  expect(text).toMatch(/^# Katas\n\n## This repository\n\nIt is the course as students get it: /);
  expect(text).toMatch(/keep its first commit\.\n\nMIT\n$/);
  expect(text).not.toMatch(/teachers|Prove|<!--/);
});

test("commands that need the solutions are left out of blocks of commands, and of nothing else", () => {
  const text = [
    "```sh",
    "npm test",
    "npx katas solution 00/01   # after a pass",
    "KATAS_TARGET=solution npm test",
    "npx katas hint 00/01",
    "```",
    "npx katas solution is a command.",
    "```text",
    " Solved. The reference and the discussion: npx katas solution 00/01",
    "```",
  ].join("\r\n");
  expect(forStudents(text, "README.md", GOES).split("\n")).toEqual([
    "```sh",
    "npm test",
    "npx katas hint 00/01",
    "```",
    "npx katas solution is a command.",
    "```text",
    " Solved. The discussion is with your teacher.",
    "```",
  ]);
});
