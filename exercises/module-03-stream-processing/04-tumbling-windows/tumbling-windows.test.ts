import { describe, expect, fc, scripted, stream, test, timedEvents, windowed } from "#harness";
import type { StreamElement, TimedEvent, WindowResult } from "#kata";
import { type Tumbling, tumblingWindows } from "./tumbling-windows.ts";

const ten: Tumbling = { sizeMs: 10, offsetMs: 0 }; // small numbers, so that you can check by hand

describe("tumbling windows", () => {
  test("an event is in the window of its time and key", { code: "TUM-01" }, async () => {
    const elements = scripted("ann@12 ann@0 ann@9:5 bob@4 ann@10 |9 |20");

    expect(
      await results(elements, ten),
      "with a size of 10, [0,10) holds 0 and 9 and not 10, whatever arrived before",
    ).toEqualWindows(events(elements), [
      windowed("ann [0,10) 2 sum 6"),
      windowed("bob [0,10) 1"),
      windowed("ann [10,20) 2"),
    ]);
  });

  test("a window fires once, when its last millisecond is complete", { code: "TUM-02" }, async () => {
    const elements = scripted("ann@3 |8 ann@14 |9 |12 |30 ann@41");

    expect(
      await fired(elements, ten),
      "of ann@3 |8 ann@14 |9 |12 |30 ann@41: [0,10) fires at 9, its last millisecond, and [40,50) is not complete",
    ).toEqual(["|9 fires ann [0,10)", "|30 fires ann [10,20)"]);
  });

  test("the offset shifts every window", { code: "TUM-03" }, async () => {
    const elements = scripted("ann@3 ann@12 ann@13 |15 |30");

    expect(
      await results(elements, { sizeMs: 10, offsetMs: 3 }),
      "with a size of 10 and an offset of 3, windows begin at 3 and 13",
    ).toEqualWindows(events(elements), [windowed("ann [3,13) 2"), windowed("ann [13,23) 1")]);
  });

  test("an event is dropped if its window is complete", { code: "TUM-04" }, async () => {
    const elements = scripted("ann@1 |9 ann@5 bob@6 ann@17 |14 ann@11 |20");

    expect(
      await results(elements, ten),
      "of ann@1 |9 ann@5 bob@6 ann@17 |14 ann@11 |20: at 9, [0,10) is complete for every key; at 14, [10,20) is open",
    ).toEqualWindows(events(elements), [windowed("ann [0,10) 1"), windowed("ann [10,20) 2")]);
  });

  test("windows go on before 0, and before the offset", { code: "TUM-05" }, async () => {
    const elements = scripted("ann@-1 ann@-10 ann@-11 ann@0 |-11 |-1 |10");

    expect(await results(elements, ten), "-1 and -10 are in [-10,0), and -11 is in the window before").toEqualWindows(
      events(elements),
      [windowed("ann [-20,-10) 1"), windowed("ann [-10,0) 2"), windowed("ann [0,10) 1")],
    );

    const below = scripted("ann@2 |10");
    expect(
      await results(below, { sizeMs: 10, offsetMs: 3 }),
      "with an offset of 3, the window that holds 2 begins at -7",
    ).toEqualWindows(events(below), [windowed("ann [-7,3) 1")]);
  });

  test.prop("whatever arrives, late or not", { code: "TUM-06" }, anyStream(), async ({ elements, windows }) => {
    const expected = definition(elements, windows);

    expect(await results(elements, windows), "a window holds the events that arrived before it fired").toEqualWindows(
      events(elements),
      expected.map(({ result }) => result),
    );
    expect((await fired(elements, windows)).sort(), "and it fires at the first watermark that completes it").toEqual(
      expected.map(({ at, result }) => firing(elements[at], result)).sort(),
    );
  });
});

async function results(elements: StreamElement[], windows: Tumbling): Promise<WindowResult[]> {
  return stream.collect(await tumblingWindows(stream.of(elements), windows), (result) => ({ ...result }));
}

/** Which element each window fired at: `|9 fires ann [0,10)`. */
async function fired(elements: StreamElement[], windows: Tumbling): Promise<string[]> {
  const source = stream.counted(elements);
  const seen: string[] = [];
  for await (const result of await tumblingWindows(source, windows)) {
    seen.push(firing(elements[source.taken - 1], result));
  }
  return seen;
}

/** What tumbling windows mean: for each window that has events, the watermark that fires it, and what came before that. */
function definition(elements: StreamElement[], windows: Tumbling): { at: number; result: WindowResult }[] {
  const found: { at: number; result: WindowResult }[] = [];
  const all = new Set(events(elements).map(({ key, time }) => `${key} ${start(time, windows)}`));
  for (const one of all) {
    const [key = "", first] = one.split(" ");
    const from = Number(first);
    const end = from + windows.sizeMs;
    const at = elements.findIndex((element) => "watermark" in element && element.watermark >= end - 1);
    const inside = events(elements.slice(0, Math.max(at, 0))).filter(
      (event) => event.key === key && from <= event.time && event.time < end,
    );
    const sum = inside.reduce((total, { value }) => total + value, 0);
    if (inside.length > 0) found.push({ at, result: { key, start: from, end, count: inside.length, sum } });
  }
  return found;
}

/** The last time, at or before the given one, at which a window begins. */
function start(time: number, { sizeMs, offsetMs }: Tumbling): number {
  let begin = time;
  while ((begin - offsetMs) % sizeMs !== 0) begin -= 1;
  return begin;
}

function events(elements: StreamElement[]): TimedEvent[] {
  return elements.filter((element) => "time" in element);
}

function firing(element: StreamElement | undefined, { key, start, end }: WindowResult): string {
  return `${element && text(element)} fires ${key} [${start},${end})`;
}

function text(element: StreamElement): string {
  if ("watermark" in element) return `|${element.watermark}`;
  return `${element.key}@${element.time}${element.value === 1 ? "" : `:${element.value}`}`;
}

/** Events around 1970 or long after it, a watermark that rises after some of them, and windows of any size and offset. */
function anyStream(): fc.Arbitrary<{ elements: StreamElement[]; windows: Tumbling }> {
  const shape = fc.record({
    base: fc.constantFrom(0, 2 ** 52),
    some: timedEvents({ keys: 2, from: -30, span: 60, max: 10 }),
    marks: fc.array(fc.integer({ min: -40, max: 45 }), { maxLength: 10 }),
    sizeMs: fc.integer({ min: 1, max: 15 }),
    shift: fc.integer({ min: -14, max: 14 }),
  });
  return shape.map(({ base, some, marks, sizeMs, shift }) => {
    const rising = marks.sort((a, b) => a - b).map((mark) => ({ watermark: base + mark }));
    const mixed = some.flatMap((event, i) => [{ ...event, time: base + event.time }, ...rising.slice(i, i + 1)]);
    const elements: StreamElement[] = [...mixed, ...rising.slice(some.length)];
    const windows = { sizeMs, offsetMs: shift % sizeMs };
    const said = `${elements.map(text).join(" ") || "nothing at all"}, size ${sizeMs}, offset ${windows.offsetMs}`;
    return { elements, windows, toString: () => said };
  });
}
