import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { STATE } from "../../paths.ts";
import { Problem } from "../../problem.ts";
import { complain } from "./complain.ts";

let folder: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "katas-complain-"));
  said = [];
  vi.spyOn(console, "error").mockImplementation((line: unknown) => void said.push(String(line)));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

/** What is said of the error that writing a file ends with, on one line. */
function complaintOf(file: string): { code: number; text: string } {
  try {
    writeFileSync(file, "some progress");
  } catch (error) {
    return { code: complain(error), text: said.join(" ").replaceAll(/\s+/g, " ") };
  }
  throw new Error(`${file} could be written`);
}

test("a problem is its sentence, its remedy and its exit code", () => {
  expect(complain(new Problem("Nothing is here.", { remedy: "Look there.", exitCode: 2 }))).toBe(2);
  expect(said).toEqual(["Nothing is here.", "Look there."]);
});

test.runIf(process.platform === "linux")("a full disk is no fault of the course", () => {
  expect(complaintOf("/dev/full")).toEqual({
    code: 3,
    text: `The disk of ${STATE} is full. Make room; npx katas doctor tells how much is left where the course writes.`,
  });
});

test("a folder that cannot be written is no fault of the course", () => {
  const file = path.join(folder, "file");
  writeFileSync(file, "");
  const { code, text } = complaintOf(path.join(file, "progress.json"));
  expect(code).toBe(3);
  expect(text).toMatch(/progress\.json cannot be written \(ENOTDIR\)\. Make it writable, or move the checkout/);
});

test("what nobody foresaw is a fault of the course, with its stack", () => {
  const error = new TypeError("of undefined");
  expect(complain(error)).toBe(3);
  expect(said[0]).toContain("This is a fault of the course, not yours.");
  expect(said).toHaveLength(2);
});
