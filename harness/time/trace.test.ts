import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Happening, happeningText, script, windowText } from "./notation.ts";
import { assign, type Operator, type Windows } from "./operator.ts";
import { plainly } from "./testing/plain-definition.ts";
import { type Trace, trace } from "./trace.ts";

const ten: Windows = { kind: "tumbling", size: 10, offset: 0 };

/** A line for each step: what happened, the watermark, and what became of it. */
function told({ steps }: Trace): string[] {
  return steps.map(({ happening, watermark, fate, fires, purged }) => {
    const parts = [
      `${happeningText(happening)} -> ${watermark}`,
      fate && fate !== "in time" ? fate : "",
      ...fires.map((fire) => `${fire.by === "watermark" ? "fires" : "fires again"} ${windowText(fire)}`),
      ...purged.map(({ key, start, end }) => `purges ${key} [${start},${end})`),
    ];
    return parts.filter((part) => part !== "").join(", ");
  });
}

describe("by hand", () => {
  test("bounded disorder, and an event that is late but allowed", () => {
    const operator: Operator = { delay: 2, windows: { kind: "tumbling", size: 5, offset: 0 }, lateness: 5 };
    expect(told(trace(script("a@2 b@7 c@4 a@4 d@12 a@3"), operator))).toEqual([
      "a@2 -> -1",
      "b@7 -> 4, fires a [0,5) 1",
      "c@4 -> 4, late, fires again c [0,5) 1",
      "a@4 -> 4, late, fires again a [0,5) 2",
      "d@12 -> 9, fires b [5,10) 1, purges a [0,5), purges c [0,5)",
      "a@3 -> 9, dropped",
    ]);
  });

  test("a window fires at its last millisecond, and not one before", () => {
    expect(told(trace(script("ann@-1 |-2 |-1 ann@-5 ann@0 |end"), { windows: ten, lateness: 0 }))).toEqual([
      "ann@-1 -> -Infinity",
      "|-2 -> -2",
      "|-1 -> -1, fires ann [-10,0) 1, purges ann [-10,0)",
      "ann@-5 -> -1, dropped",
      "ann@0 -> -1",
      "|end -> Infinity, fires ann [0,10) 1, purges ann [0,10)",
    ]);
  });

  test("an event bridges two sessions; what was late alone is in time together", () => {
    const operator: Operator = { windows: { kind: "session", gap: 30 }, lateness: 0 };
    const { steps } = trace(script("ann@0 ann@50 |60 ann@25 ann@21 |end"), operator);
    expect(told({ operator, steps })).toEqual([
      "ann@0 -> -Infinity",
      "ann@50 -> -Infinity",
      "|60 -> 60, fires ann [0,30) 1, purges ann [0,30)",
      "ann@25 -> 60, late",
      "ann@21 -> 60, late",
      "|end -> Infinity, fires ann [21,80) 3, purges ann [21,80)",
    ]);
    expect(steps[3]?.assigned).toEqual([{ start: 25, end: 80, dropped: false, merged: [{ start: 50, end: 80 }] }]);
  });

  test("a session that has fired and grows fires again at its new end", () => {
    const operator: Operator = { windows: { kind: "session", gap: 10 }, lateness: 100 };
    expect(told(trace(script("ann@0 |9 ann@8 |16 |17 ann@1 |200"), operator))).toEqual([
      "ann@0 -> -Infinity",
      "|9 -> 9, fires ann [0,10) 1",
      "ann@8 -> 9, late",
      "|16 -> 16",
      "|17 -> 17, fires ann [0,18) 2",
      "ann@1 -> 17, late, fires again ann [0,18) 3",
      "|200 -> 200, purges ann [0,18)",
    ]);
  });

  test("the slowest of the inputs that are not idle decides", () => {
    const watermarks = (text: string) => trace(script(text), { lateness: 0 }).steps.map(({ watermark }) => watermark);
    expect(watermarks("a|30 b|10 b|idle b|20 a|60 b|40")).toEqual([-Infinity, 10, 30, 30, 30, 40]);
    expect(watermarks("a|30 b|10 a|idle b|idle b|active b|20")).toEqual([-Infinity, 10, 10, 10, 10, 20]);
  });

  test("the clock of the operator moves when it is told to", () => {
    const { steps } = trace(script("ann@5 +10 ann@3 +5 |9"), { lateness: 0 });
    expect(steps.map(({ at }) => at)).toEqual([0, 10, 10, 15, 15]);
  });
});

describe("any stream", () => {
  test("assigning: exactly the windows that cover the time", () => {
    const windows = fc.record({ size: fc.integer({ min: 1, max: 30 }), slide: fc.integer({ min: 1, max: 30 }) });
    const time = fc.oneof(fc.integer({ min: -100, max: 100 }), fc.integer({ min: 2 ** 41, max: 2 ** 41 + 100 }));
    fc.assert(
      fc.property(windows, time, fc.integer({ min: -40, max: 40 }), ({ size, slide }, time, offset) => {
        const covering: { start: number; end: number }[] = [];
        for (let start = time - size + 1; start <= time; start++) {
          if ((start - offset) % slide === 0) covering.push({ start, end: start + size });
        }
        expect(assign(time, { kind: "sliding", size, slide, offset })).toEqual(covering);
      }),
      { seed: 7, numRuns: 300 },
    );
  });

  test("the trace does what windows, watermarks and lateness mean", () => {
    fc.assert(
      fc.property(anyStream(), anyOperator(), (happenings, operator) => {
        const { steps } = trace(happenings, operator);
        const plain = plainly(happenings, operator);
        expect(steps.map(({ watermark }) => watermark)).toEqual(plain.map(({ watermark }) => watermark));
        expect(steps.map(({ fate }) => fate)).toEqual(plain.map(({ fate }) => fate));
        const fires = ({ fires }: { fires: Parameters<typeof windowText>[0][] }) => fires.map(windowText).sort();
        expect(steps.map(fires)).toEqual(plain.map(fires));
        expect(steps.map(({ held }) => held.map(windowText).sort())).toEqual(
          plain.map(({ held }) => held.map(windowText).sort()),
        );
      }),
      { seed: 7, numRuns: 1_000 },
    );
  });
});

function anyStream(): fc.Arbitrary<Happening[]> {
  const input = fc.constantFrom("a", "b");
  const time = fc.integer({ min: -40, max: 60 });
  const event = fc.record({ key: fc.constantFrom("ann", "bob"), time, value: fc.integer({ min: 1, max: 3 }) });
  const one = fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant("event" as const), input, event }) },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant("watermark" as const), input, watermark: time }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("idle" as const), input }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("active" as const), input }) },
    { weight: 1, arbitrary: fc.record({ kind: fc.constant("clock" as const), by: fc.nat(9) }) },
  );
  const ended = fc.boolean();
  const inputs = fc.constantFrom(1, 2);
  const base = fc.constantFrom(0, 0, 2 ** 41);
  return fc
    .record({ some: fc.array(one, { maxLength: 14 }), ended, inputs, base })
    .map(({ some, ended, inputs, base }) => {
      const moved = some.map((one): Happening => {
        if (one.kind === "clock") return one;
        const input = inputs === 1 ? "a" : one.input;
        if (one.kind === "event") return { ...one, input, event: { ...one.event, time: base + one.event.time } };
        if (one.kind === "watermark") return { ...one, input, watermark: base + one.watermark };
        return { ...one, input };
      });
      const end: Happening[] = ended ? [{ kind: "watermark", input: "a", watermark: Infinity }] : [];
      const all = [...moved, ...end];
      return Object.assign(all, { toString: () => all.map(happeningText).join(" ") });
    });
}

function anyOperator(): fc.Arbitrary<Operator> {
  const length = fc.integer({ min: 1, max: 25 });
  const offset = fc.integer({ min: -30, max: 30 });
  const windows = fc.oneof(
    fc.record({ kind: fc.constant("tumbling" as const), size: length, offset }),
    fc.record({ kind: fc.constant("sliding" as const), size: length, slide: length, offset }),
    fc.record({ kind: fc.constant("session" as const), gap: length }),
  );
  return fc.record(
    { windows, lateness: fc.oneof(fc.constant(0), fc.nat(30)), delay: fc.nat(15) },
    { requiredKeys: ["windows", "lateness"] },
  );
}
