import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { codeSpan, fenced, inert, inertLine } from "./inert.ts";

/** What GitHub's runner takes for a command: a line that begins with `::`, and one that holds `##[`. */
function commands(log: string): string[] {
  return log.split(/[\r\n]/).filter((line) => line.trimStart().startsWith("::") || line.includes("##["));
}

/** Text made of what makes trouble, and of any letters. */
const troublesome = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "::",
        ":",
        "##[",
        "#",
        "[",
        "\n",
        "\r",
        "\r\n",
        "\u0085",
        "\u2028",
        "\t",
        " ",
        "\u00a0",
        "\ufeff",
      ),
      fc.constantFrom("::error::x", "::add-mask::", "\u001b[2J", "\u001b]0;t\u0007", "\u202e", "\u2066", "\u{e0041}"),
      fc.constantFrom("`", "```", "|", "<b>", "]]>", "&", "\ud800", "\ufffe", "\u0000"),
      fc.string({ unit: "binary", maxLength: 5 }),
    ),
    { maxLength: 30 },
  )
  .map((parts) => parts.join(""));

describe("a learner's words", () => {
  test.each([
    ["::notice::you passed", ": :notice::you passed"],
    ["done\n  ::set-output name=result::x", "done\n  : :set-output name=result::x"],
    ["done\r::error::x", "done\n: :error::x"],
    ["\u00a0::::add-mask::x", "\u00a0: : : :add-mask::x"],
    ["x ##[error]y", "x # #[error]y"],
    ["std::vector and a::b stay", "std::vector and a::b stay"],
    ["\u001b[32mpassed\u001b[0m \u001b]8;;http://x\u0007link\u001b]8;;\u0007", "passed link"],
    ["\u202etxet\u202c \u2066x\u2069 \u200bhidden\u{e0041}", "txet x hidden"],
    ["half \ud800 a letter", "half \ufffd a letter"],
    ["a\u0000b\u0007c\u007fd\u009fe\ufffef", "abcdef"],
    ["نیم\u200cفاصله", "نیم\u200cفاصله"],
    ["two\n\nparagraphs\tand a tab  ", "two\n\nparagraphs\tand a tab"],
  ])("%j becomes %j", (words, harmless) => {
    expect(inert(words, { letters: 1000 })).toBe(harmless);
  });

  test("command no log, whatever they are, and however a terminal wraps them", () => {
    fc.assert(
      fc.property(troublesome, fc.integer({ min: 1, max: 60 }), (words, letters) => {
        const text = inert(words, { letters });
        expect(commands(text)).toEqual([]);
        expect(commands(text.replaceAll(/\s+/gu, "\n"))).toEqual([]);
        expect(stripVTControlCharacters(text)).toBe(text);
        expect(text).not.toMatch(
          /(?![\t\n])\p{Cc}|(?![\u200c\u200d])\p{Cf}|\p{Surrogate}|\p{Noncharacter_Code_Point}/u,
        );
      }),
      { numRuns: 2000, seed: 4 },
    );
  });

  test("stay in one line where there is one", () => {
    fc.assert(
      fc.property(troublesome, (words) => {
        const line = inertLine(words, 40);
        expect(line).not.toMatch(/[\n\t\r]/);
        expect(commands(line)).toEqual([]);
      }),
      { numRuns: 1000, seed: 4 },
    );
  });

  test("are cut at whole letters, and say so", () => {
    expect(inertLine("🌊".repeat(50), 10)).toBe(`${"🌊".repeat(7)}...`);
    expect(inert("1\n2\n3\n4", { letters: 100, lines: 2 })).toBe("1\n2\n(2 more lines)");
    expect(inert("1\n2\n3", { letters: 100, lines: 2 })).toBe("1\n2\n(1 more line)");
    expect(inert("abc", { letters: 3 })).toBe("abc");
    expect(inert("abc", { letters: 0 })).toBe("...");
  });

  test("of 5 MB are not read to their end", { timeout: 10_000 }, () => {
    const words = "a\n:".repeat(1_700_000);
    expect(inert(words, { letters: 600, lines: 10 })).toMatch(/\(more than 6658 more lines\)$/);
  });
});

describe("Markdown", () => {
  test.each([
    ["plain", "```text\nplain\n```"],
    ["```\n# not a heading\n```", "````text\n```\n# not a heading\n```\n````"],
    ["a ````` b", "``````text\na ````` b\n``````"],
    ["~~~\n</details><script>", "```text\n~~~\n</details><script>\n```"],
  ])("a fence holds %j", (text, block) => {
    expect(fenced(text)).toBe(block);
  });

  test("no text ends its fence", () => {
    fc.assert(
      fc.property(troublesome, (words) => {
        const [open = "", ...rest] = fenced(inert(words, { letters: 500 })).split("\n");
        const fence = open.replace("text", "");
        const closes = rest.filter((line) => /^ {0,3}`{3,}\s*$/.test(line) && line.trim().length >= fence.length);
        expect(closes).toEqual([fence]);
        expect(rest.at(-1)).toBe(fence);
      }),
      { numRuns: 1000, seed: 4 },
    );
  });

  test.each([
    ["ann", "`ann`"],
    ["a`b", "``a`b``"],
    ["`", "`` ` ``"],
    ["a | b", "`a \\| b`"],
    ["<img src=x onerror=alert(1)>", "`<img src=x onerror=alert(1)>`"],
  ])("a span holds %j", (line, span) => {
    expect(codeSpan(line)).toBe(span);
  });
});
