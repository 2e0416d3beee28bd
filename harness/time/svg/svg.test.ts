import { describe, expect, test } from "vitest";
import type { Given } from "../given.ts";
import { json } from "../json.ts";
import { script, timed } from "../notation.ts";
import type { Operator } from "../operator.ts";
import { picture } from "../picture.ts";
import { trace } from "../trace.ts";
import { bands, svg } from "./index.ts";

const TENS: Operator = { windows: { kind: "tumbling", size: 10, offset: 0 }, lateness: 0 };
const traced = (text: string, operator = TENS) => trace(script(text), operator);

/** How often something is in an image. */
const count = (image: string, what: RegExp) => [...image.matchAll(what)].length;

describe("the figure of a stream", () => {
  const image = svg(picture({ trace: traced("ann@3 bob@12 |9 ann@5 bob@11 |8 ann@8 |19") }), "what it shows");

  test("says in words what it shows, and is legible on white and on black", () => {
    expect(image).toContain('role="img" aria-label="what it shows"');
    expect(image).toContain("<title>what it shows</title>");
    expect(image).toContain("prefers-color-scheme: dark");
  });

  test("gives each key a shape as well as a colour, and each fate a mark", () => {
    const legend = 2; // ann and bob
    expect(count(image, /<circle [^>]*r="5.5"[^>]*fill-opacity="1"/g)).toBe(1 + 1); // ann@3, and the legend's
    expect(count(image, /<polygon [^>]*class="k1"/g)).toBe(2 + 1); // bob@12, bob@11, and the legend's
    expect(count(image, /<circle [^>]*r="5.5"[^>]*fill-opacity="0"/g)).toBe(2 + 1); // ann@5 and ann@8 were dropped
    expect(image).toContain("dropped</text>");
    expect(image).not.toContain("late, counted</text>");
    expect(legend).toBe(count(image, />(ann|bob)<\/text>/g));
  });

  test("has a stair for the watermark, and a bar for each window that fires", () => {
    expect(count(image, /class="stair" d="M/g)).toBe(1);
    expect(count(image, /fill-opacity="0.2"/g)).toBe(2);
    expect(image).toContain(">ann: 1</text>");
    expect(image).toContain(">bob: 2</text>");
  });

  test("marks what differs, and says the first difference", () => {
    const window = { key: "ann", start: 0, end: 10, count: 2, sum: 2 };
    const actual: Given[] = [{ after: 2, kind: "window", window }];
    const made = svg(picture({ trace: traced("ann@3 |9"), actual }), "");
    expect(made).toContain(">expected: 1</text>");
    expect(made).toContain(">yours: 2</text>");
    expect(made).toContain("First difference, behind |9: ann [0,10): other count, expected 1</text>");
    expect(count(made, /class="wrong"/g)).toBe(2);
  });

  test("what a learner's code names is text, never markup", () => {
    const window = { key: `<script>"&\u0000`, start: 0, end: 10, count: 1, sum: 1 };
    const actual: Given[] = [{ after: 1, kind: "window", window }];
    const made = svg(picture({ trace: traced("ann@3"), actual }), "a < b");
    expect(made).not.toContain("<script>");
    expect(made).toContain("&#x3C;script>");
    expect(made).not.toContain("\u0000");
    expect(made).not.toContain("&#x0;");
  });

  test("an empty stream, and times that are no numbers, make an image too", () => {
    const nowhere = { key: "ann", start: Number.NaN, end: Infinity, count: 1, sum: 1 };
    const actual: Given[] = [{ after: 1, kind: "window", window: nowhere }];
    for (const made of [svg(picture({ trace: traced("") }), ""), svg(picture({ trace: traced("|end"), actual }), "")]) {
      expect(made).not.toMatch(/ (x|y|x1|x2|y1|y2|cx|cy|d|points|width|height)="[^"]*(NaN|Infinity)/);
      expect(made).toMatch(/<\/svg>\n$/);
    }
  });
});

test("kinds of windows side by side: a number in each window", () => {
  const session = { label: ["session"], windows: { kind: "session" as const, gap: 12 } };
  const image = bands(timed("ann@1 ann@6 ann@13 ann@56"), [session], "sessions");
  expect([...image.matchAll(/text-anchor="middle">(\d+)<\/text><\/g>/g)].map(([, number]) => number)).toEqual([
    "3",
    "1",
  ]);
});

test("as JSON: what the stream is, what was given, and the first difference; no infinities", () => {
  const actual: Given[] = [{ after: 2, kind: "watermark", watermark: Infinity }];
  const data = JSON.parse(
    JSON.stringify(json(picture({ trace: traced("a:ann@3 +4 a|end", { lateness: 0 }), actual }))),
  );
  expect(data).toMatchObject({
    schema: "streaming-katas/trace/v1",
    title: "events pass",
    steps: [
      { position: 1, at: 0, text: "a:ann@3", watermark: null, rose: false, fate: "in time" },
      { position: 2, at: 4, text: "+4" },
      { position: 3, text: "a|end", happening: { kind: "watermark", watermark: "end" }, watermark: "end", rose: true },
    ],
    expected: [
      { after: 1, kind: "event", event: { key: "ann", time: 3, value: 1 } },
      { after: 3, kind: "watermark", watermark: "end" },
    ],
    actual: [{ after: 2, kind: "watermark", watermark: "end" }],
    firstDifference: { after: 1, kind: "event", words: "expected ann@3, yours gives none" },
  });
});
