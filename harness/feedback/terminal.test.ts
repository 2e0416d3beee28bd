import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { pen, thisTerminal } from "./terminal.ts";

describe("what a terminal can show", () => {
  const { isTTY } = process.stdout;
  beforeEach(() => {
    process.stdout.isTTY = true;
    for (const name of ["LC_ALL", "LC_CTYPE", "LANG"]) vi.stubEnv(name, undefined);
    vi.stubEnv("TERM", "xterm-256color");
  });
  afterEach(() => {
    process.stdout.isTTY = isTTY;
    vi.unstubAllEnvs();
  });

  test.each<[Record<string, string>, boolean]>([
    [{}, true],
    [{ LANG: "de_DE.UTF-8" }, true],
    [{ LANG: "C", LC_ALL: "C.utf8" }, true],
    [{ LANG: "C" }, false],
    [{ LANG: "en_US.UTF-8", LC_ALL: "POSIX" }, false],
    [{ LANG: "de_DE.ISO-8859-1" }, false],
    [{ TERM: "dumb" }, false],
    [{ TERM: "linux" }, false],
  ])("%j: more than ASCII: %s", (env, unicode) => {
    for (const [name, value] of Object.entries(env)) vi.stubEnv(name, value);
    expect(thisTerminal().unicode).toBe(unicode);
  });

  test("a pipe is no terminal: plain ASCII, no colour", () => {
    process.stdout.isTTY = false;
    vi.stubEnv("FORCE_COLOR", undefined);
    expect(thisTerminal()).toMatchObject({ unicode: false, colour: false });
  });
});

describe("a pen for plain ASCII", () => {
  const plain = pen({ width: 40, unicode: false, colour: false });

  test("spells what it has a spelling for, and marks what it has none for", () => {
    expect(plain.plain("offset ≥ 3 … «key» → é")).toBe("offset >= 3 ... «key» -> é");
  });

  test("shows what somebody's code printed without its colours", () => {
    expect(plain.printed("\u001b[31mred\u001b[39m ✓")).toBe("red ✓");
    expect(pen({ width: 40, unicode: true, colour: true }).printed("\u001b[31mred\u001b[39m ✓")).toContain(
      "\u001b[31m",
    );
  });

  test("wraps within the width", () => {
    const lines = plain.paragraph("a paragraph that is longer than forty columns are wide").split("\n");
    expect(lines.length).toBe(2);
    for (const line of lines) expect(line).toMatch(/^ {3}\S.{0,36}$/);
  });
});
