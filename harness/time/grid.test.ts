import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Given, givenBy } from "./given.ts";
import { grid } from "./grid.ts";
import { script, windowed } from "./notation.ts";
import type { Operator } from "./operator.ts";
import { picture } from "./picture.ts";
import { trace } from "./trace.ts";

const SESSIONS: Operator = { windows: { kind: "session", gap: 30 }, lateness: 0 };
const TENS: Operator = { windows: { kind: "tumbling", size: 10, offset: 0 }, lateness: 0 };

/** @param actual  results as `position: window` */
function table(text: string, operator: Operator, actual?: Given[], width = 80, unicode = false): string {
  const drawing = { trace: trace(script(text), operator), ...(actual && { actual }) };
  return `\n${grid(picture(drawing), { width, unicode }).join("\n")}\n`;
}

function windows(...texts: [after: number, window: string][]): Given[] {
  return texts.map(([after, text]) => ({ after, kind: "window", window: windowed(text) }));
}

describe("pictures", () => {
  test("disorder, lateness and purging", () => {
    const operator: Operator = { delay: 2, windows: { kind: "tumbling", size: 5, offset: 0 }, lateness: 5 };
    expect(table("a@2 b@7 a@4 d@12 a@3", operator, undefined, 80, true)).toBe(`
arrives    a@2  b@7     a@4       d@12    a@3
watermark  -1   4       4         9       9
it is                   late              dropped
a [0,5)    +    FIRE 1  + FIRE 2  purge   drop
b [5,10)        +       ·         FIRE 1  ·
d [10,15)                         +       ·
`);
  });

  test("two sessions that should have become one", () => {
    const two = windows([4, "ann [0,55) 2"], [4, "ann [50,80) 1"]);
    expect(table("ann@0 ann@50 ann@25 |end", SESSIONS, two)).toBe(`
arrives               ann@0  ann@50  ann@25  |end
watermark             -      -       -       end
ann [0,30)            +      .       merged
ann [0,55) yours                             FIRE 2
                               ^ first difference: other bounds, expected [0,80)
ann [0,80) expected                  +       FIRE 3
ann [50,80) expected         +       merged
ann [50,80) yours                            FIRE 1
`);
  });

  test("what is equal is said to be equal", () => {
    const text = "ann@3:5 bob@4 |9";
    expect(table(text, TENS, givenBy(trace(script(text), TENS)))).toBe(`
arrives          ann@3:5  bob@4  |9
watermark        -        -      9
ann [0,10) both  +        .      FIRE 1 sum 5
bob [0,10) both           +      FIRE 1
`);
  });

  test("the right window at the wrong moment", () => {
    expect(table("ann@3 |8 |9 |12", TENS, windows([2, "ann [0,10) 1"]))).toContain(
      "^ first difference: not expected here, but after |9",
    );
    expect(table("ann@3 |8 |9 |12", TENS, windows([4, "ann [0,10) 1"]))).toContain(
      "^ first difference: missing here; yours gives it after |12",
    );
  });

  test("inputs, and a combined watermark that is wrong", () => {
    const wrong: Given[] = [
      { after: 2, kind: "watermark", watermark: 30 },
      { after: 4, kind: "watermark", watermark: 40 },
    ];
    expect(table("a|30 b|10 b|idle b|40", { lateness: 0 }, wrong)).toBe(`
input               a    b    b      b
arrives             |30  |10  |idle  |40
watermark expected       10   30
watermark yours          30          40
                         ^ first difference: expected 10, yours gives 30
`);
  });

  test("an event that does not pass", () => {
    const dropping: Given[] = [{ after: 1, kind: "watermark", watermark: 4 }];
    expect(table("ann@10", { delay: 5, lateness: 0 }, dropping)).toBe(`
arrives         ann@10
watermark both  4
gives expected  ann@10
gives yours     <- first difference: expected ann@10, yours gives none
`);
  });

  test("a wide table goes on below, and large times are offsets", () => {
    const text = Array.from({ length: 9 }, (_, i) => `ann@${1_700_000_000_000 + i}`).join(" ");
    expect(table(text, { windows: { kind: "tumbling", size: 100, offset: 0 }, lateness: 0 }, undefined, 60)).toBe(`
+0 is event time 1700000000000
arrives        ann@+0  ann@+1  ann@+2  ann@+3  ann@+4
ann [+0,+100)  +       +       +       +       +

arrives        ann@+5  ann@+6  ann@+7  ann@+8
ann [+0,+100)  +       +       +       +
`);
  });
});

test("any outcome fits, in ASCII, and a difference is marked", () => {
  const event = fc.record({ key: fc.constantFrom("ann", "bob"), time: fc.integer({ min: -50, max: 90 }) });
  const window = fc.record({
    key: fc.oneof(fc.constant("ann"), fc.string({ unit: "binary", maxLength: 30 })),
    start: fc.oneof(fc.integer({ min: -50, max: 90 }), fc.double()),
    end: fc.integer({ min: 0, max: 100 }),
    count: fc.nat(9),
    sum: fc.nat(9),
  });
  const input = fc.record({
    events: fc.array(event, { maxLength: 12 }),
    more: fc.array(fc.record({ after: fc.integer({ min: 1, max: 13 }), window }), { minLength: 1, maxLength: 4 }),
    operator: fc.constantFrom(SESSIONS, TENS),
    width: fc.integer({ min: 60, max: 100 }),
  });
  fc.assert(
    fc.property(input, ({ events, more, operator, width }) => {
      const text = `${events.map(({ key, time }) => `${key}@${time}`).join(" ")} |end`;
      const traced = trace(script(text), operator);
      const wrong = more.map(({ after, window }): Given => {
        return { after: Math.min(after, traced.steps.length), kind: "window", window };
      });
      const made = picture({ trace: traced, actual: [...givenBy(traced), ...wrong] });
      const lines = grid(made, { width, unicode: false });
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(width);
      expect(lines.join("")).toMatch(/^[ -~]*$/);
      expect(lines.join(" ").replaceAll(/\s+/g, " ")).toContain("first difference: ");
    }),
    { seed: 7, numRuns: 150 },
  );
});
