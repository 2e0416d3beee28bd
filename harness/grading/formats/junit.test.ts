import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { validateXML } from "xmllint-wasm";
import { mixed } from "../testing/grades.ts";
import { endless, hostile } from "../testing/hostile.ts";
import { junit } from "./junit.ts";

const xsd = readFileSync(path.join(import.meta.dirname, "schemas/junit.xsd"), "utf8");

async function faults(xml: string): Promise<string[]> {
  const { errors } = await validateXML({
    xml: [{ fileName: "grade.xml", contents: xml }],
    schema: [{ fileName: "junit.xsd", contents: xsd }],
    maxMemoryPages: 2048,
  });
  return errors.map(({ message }) => message);
}

test.each([
  ["one of each verdict", mixed()],
  ["hostile", hostile()],
  ["endless", endless()],
])("%s: it is XML of JUnit's shape, with a case a check", async (_, document) => {
  const xml = junit(document);
  expect(await faults(xml)).toEqual([]);
  expect(xml.match(/<testcase /g)).toHaveLength(document.maxPoints);
  expect(Buffer.byteLength(xml)).toBeLessThan(8 * 1024 * 1024);
});

test("the schema refuses what is not", async () => {
  expect(
    await faults(junit(mixed()).replaceAll("<failure", "<broken").replaceAll("</failure", "</broken")),
  ).not.toEqual([]);
});

test("fails, errors and passes are counted apart", () => {
  const xml = junit(mixed());
  expect(xml).toContain('<testsuites name="ann" tests="5" failures="1" errors="1" time="4.321">');
  expect(xml).toContain('name="03/06-session-windows" tests="2" failures="1" errors="0" skipped="0"');
  expect(xml).toContain('name="03/08-three-clocks" tests="1" failures="0" errors="1" skipped="0"');
  expect(xml.match(/<failure /g)).toHaveLength(1);
  expect(xml.match(/<error /g)).toHaveLength(1);
});

test("what a learner wrote is text, not markup", () => {
  const xml = junit(hostile());
  expect(xml).toContain("]]&#x3E;&#x3C;/failure>&#x3C;/testcase>&#x3C;testcase name='x'/>&#x3C;!-- &#x26; \ufffd");
  expect(xml).not.toMatch(/<script|<!--|(?!\n)\p{Cc}|\p{Cf}/u);
});
