import { stripVTControlCharacters } from "node:util";
import stringWidth from "string-width";
import { describe, expect, test } from "vitest";
import { pen } from "../../feedback/index.ts";
import { faultsBy } from "../schema.ts";
import { check, exercise, grade, mixed } from "../testing/grades.ts";
import { endless, hostile } from "../testing/hostile.ts";
import { json } from "./json.ts";
import { summary } from "./summary.ts";
import { text } from "./text.ts";

const plain = { pen: pen({ width: 80, unicode: false, colour: false }), env: {} };

describe("json", () => {
  test.each([
    ["one of each verdict", mixed()],
    ["hostile", hostile()],
  ])("%s: it is the document itself, in letters that are seen", (_, document) => {
    expect(JSON.parse(json(document))).toEqual(JSON.parse(JSON.stringify(document)));
    expect(json(document)).not.toMatch(/\p{Cf}|(?!\n)\p{Cc}|\p{Surrogate}/u);
    expect(json(document)).not.toMatch(/^\s*::/m);
  });

  test("and of the published shape", () => {
    expect(faultsBy("grade.schema.json")(JSON.parse(json(mixed())))).toEqual([]);
  });
});

describe("text", () => {
  test("a person reads the points, what failed and why, and what was not confined", () => {
    const document = mixed();
    document.confinement.network = false;
    expect(text(document, plain)).toBe(` ann  seed 248418

 +   2/2  03/05 sliding windows
 x   1/2  03/06 session windows
   x SES-02 what SES-02 asks for
     A late event joins the sessions on both of its sides.

     expected  [0, 80)
     yours     [0, 30), [25, 80)

     Smallest input: ann@0 ann@50 ann@25

     You compare with the latest session only.

     Line 17 of
     exercises/module-03-stream-processing/06-session-windows/session-windows.ts

 !   0/1  03/08 three clocks
   ! CLK-01 (an error of ours) what CLK-01 asks for
     The broker did not answer for 30 s.

 3 of 5 points  3 passed, 1 failed, 1 not judged
 Not confined in this run: network.
 An error is a fault of the course or its servers, not of this work: grade it
 again.
`);
  });

  test("where a submission reaches the processes that judge it, a grade could be forged, and both pages say so", () => {
    const document = mixed();
    expect(text(document, plain)).not.toContain("forge");
    document.confinement.processes = false;
    for (const page of [text(document, plain), summary(document)]) {
      expect(page.replaceAll(/\s+/g, " ")).toContain("could forge this grade.");
    }
  });

  test("all passed is a line an exercise", () => {
    const document = grade([exercise("03/06-session-windows", [check("SES-01")])]);
    expect(text(document, plain)).toBe(
      " ann  seed 248418\n\n +   1/1  03/06 session windows\n\n 1 of 1 points  1 passed, 0 failed\n",
    );
  });

  test.each([40, 80])("hostile words, %d columns wide: no commands, no escape codes, one verdict", (width) => {
    const shown = text(hostile(), { ...plain, pen: pen({ width, unicode: true, colour: false }) });
    expect(shown.split("\n").filter((line) => line.trimStart().startsWith("::") || line.includes("##["))).toEqual([]);
    expect(stripVTControlCharacters(shown)).toBe(shown);
    expect(shown).not.toMatch(/\r|\p{Cf}/u);
    expect(shown.match(/^ \d+ of \d+ points /gm)).toEqual([" 1 of 9 points "]);
  });

  test("words are wrapped at 80 columns", () => {
    const widths = text(endless(2, 3), plain)
      .split("\n")
      .map((line) => stringWidth(line));
    expect(Math.max(...widths)).toBeLessThanOrEqual(80);
  });
});

describe("summary", () => {
  test("a page: the points, complete tables, what did not pass in fences", () => {
    const page = summary(mixed());
    expect(page).toMatch(/^## 3 of 5 points\n\nGraded `ann` with seed 248418\.\n\nAn error is a fault of the course/);
    expect(page).toContain("| 03/06-session-windows | session windows | 1 / 2 | **fail** |");
    expect(page).toContain("| 03/08-three-clocks | three clocks | 0 / 1 | **error** |");
    expect(page).toContain("| SES-01 | what SES-01 asks for | 1 | pass |");
    expect(page).toContain("**CLK-01** (an error of ours) what CLK-01 asks for\n\n```text\nThe broker did not answer");
    expect(page).toContain("```text\nA late event joins the sessions on both of its sides.\n\nexpected  [0, 80)\n");
  });

  test("hostile words are nothing but code", () => {
    const outside = withoutFences(summary(hostile()));
    expect(outside).not.toMatch(/script>|javascript:|!\[|20 of 20 points$/m);
    expect(outside.match(/^#+ .*$/gm)).toEqual([
      "## 1 of 9 points",
      "### 03/06 session windows",
      "### What did not pass",
    ]);
  });

  test("titles are text: a rule may speak of a|b and <T>", () => {
    const document = grade([
      exercise("03/06-session-windows", [check("SES-01", { title: "a|b of <T> is `c` *now*" })]),
    ]);
    expect(summary(document)).toContain("| SES-01 | a&#124;b of &#60;T&#62; is &#96;c&#96; &#42;now&#42; | 1 | pass |");
  });

  test("a page of 1 MiB at most: every row, and as many explanations as fit, with their fences closed", () => {
    const page = summary(endless());
    expect(Buffer.byteLength(page)).toBeLessThan(1024 * 1024);
    expect(page.match(/^\| [A-Z]{3}-\d\d \|/gm)).toHaveLength(55 * 8);
    expect(page).toMatch(/\n\n\d+ more did not fit this page; the JSON document has all of them\.\n$/);
    expect(withoutFences(page)).not.toContain("wordy");
  });
});

/** What a page shows outside of its fences and code spans: fences as GitHub Flavored Markdown reads them. */
function withoutFences(page: string): string {
  let open = "";
  return page
    .split("\n")
    .filter((line) => {
      const fence = /^ {0,3}(`{3,})(.*)$/.exec(line);
      if (open === "") {
        open = fence?.[1] ?? "";
        return open === "";
      }
      if (fence && (fence[1] ?? "").length >= open.length && fence[2]?.trim() === "") open = "";
      return false;
    })
    .join("\n")
    .replaceAll(/(`+)[^\n]*?[^`\n]\1(?!`)/g, "code");
}
