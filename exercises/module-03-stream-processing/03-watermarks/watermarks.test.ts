import { describe, expect, fc, reported, scripted, stream, test, timed, timedEvents } from "#harness";
import type { StreamElement, TimedEvent } from "#kata";
import { assignWatermarks, combineWatermarks, type InputReport } from "./watermarks.ts";

describe("watermarks", () => {
  test("the watermark is the latest event time - delay - 1, at once", { code: "WMK-01" }, async () => {
    const events = stream.counted(timed("ann@10 bob@12 ann@20"));
    const seen: StreamElement[] = [];
    const taken: number[] = [];
    for await (const element of await assignWatermarks(events, 5)) {
      seen.push(element);
      taken.push(events.taken);
    }

    expect(
      seen,
      "of ann@10 bob@12 ann@20 with a delay of 5: after an event at 10, times up to and including 4 are complete",
    ).toEqual(scripted("ann@10 |4 bob@12 |6 ann@20 |14"));
    expect(taken, "each watermark is there before the next event is taken").toEqual([1, 1, 2, 2, 3, 3]);
  });

  test("an event out of order passes, and moves no watermark", { code: "WMK-02" }, async () => {
    const events = "ann@10 ann@7 ann@10 ann@3 ann@11"; // the last but one is late: 3 is not above the watermark 4

    expect(
      await watermarked(timed(events), 5),
      "of ann@10 ann@7 ann@10 ann@3 ann@11 with a delay of 5: every event passes, and only 10 and 11 raise the watermark",
    ).toEqual(scripted("ann@10 |4 ann@7 ann@10 ann@3 ann@11 |5"));
  });

  test("of several inputs, the slowest decides", { code: "WMK-03" }, async () => {
    expect(
      await rises("a|30 b|10 b|20 b|40", ["a", "b"]),
      "a tells 30, then b tells 10, 20 and 40: the smallest counts, and there is none before both have told one",
    ).toEqual(["b|10 gives 10", "b|20 gives 20", "b|40 gives 30"]);
  });

  test("an idle input is left out until it tells a watermark again", { code: "WMK-04" }, async () => {
    expect(
      await rises("a|30 b|10 b|idle a|50", ["a", "b"]),
      "a tells 30, b 10, then b is idle, and a tells 50: without b the smallest is a's, as soon as b says so",
    ).toEqual(["b|10 gives 10", "b|idle gives 30", "a|50 gives 50"]);
    expect(
      await rises("a|30 b|idle b|20 a|60 b|40", ["a", "b"]),
      "with 30 given, the idle b is back with 20: nothing falls to 20, and at a|60 nothing rises, since b counts again",
    ).toEqual(["b|idle gives 30", "b|40 gives 40"]);
  });

  test.prop("whatever arrives in whatever order", { code: "WMK-05" }, anyEvents(), async ({ events, delay }) => {
    expect(await watermarked(events, delay), "each watermark follows the event that is later than all before").toEqual(
      definition(events, delay),
    );
  });

  test.prop("whatever the inputs tell", { code: "WMK-06" }, anyReports(), async ({ reports }) => {
    expect(await rises(reports, ["a", "b", "c"]), "of the inputs a, b and c, the smallest active one decides").toEqual(
      combined(reports, ["a", "b", "c"]),
    );
  });
});

async function watermarked(events: TimedEvent[], delay: number): Promise<StreamElement[]> {
  return stream.collect(await assignWatermarks(stream.of(events), delay));
}

/** What a bounded delay means: only an event that is later than all before it has a watermark after it. */
function definition(events: TimedEvent[], delay: number): StreamElement[] {
  return events.flatMap((event, i) => {
    const before = events.slice(0, i);
    const latest = before.every(({ time }) => time < event.time);
    return latest ? [event, { watermark: event.time - delay - 1 }] : [event];
  });
}

/** When the combined watermark rises, and to what: `b|10 gives 10`. */
async function rises(reports: string | InputReport[], inputs: string[]): Promise<string[]> {
  const told = typeof reports === "string" ? reported(reports) : reports;
  const source = stream.counted(told);
  const seen: string[] = [];
  for await (const { watermark } of await combineWatermarks(source, inputs)) {
    seen.push(rise(told[source.taken - 1], watermark));
  }
  return seen;
}

/** What the minimum means: of each input, only what it told last counts. */
function combined(reports: InputReport[], inputs: string[]): string[] {
  const after = reports.map((_, i) => smallest(reports.slice(0, i + 1), inputs));
  return after.flatMap((now, i) => {
    const risen = now > -Infinity && after.slice(0, i).every((before) => before < now);
    return risen ? [rise(reports[i], now)] : [];
  });
}

function smallest(reports: InputReport[], inputs: string[]): number {
  const last = inputs.map((input) => reports.findLast((one) => one.input === input)?.watermark ?? -Infinity);
  const active = last.filter((watermark) => watermark !== "idle");
  return active.length === 0 ? -Infinity : Math.min(...active);
}

function rise(cause: InputReport | undefined, watermark: number): string {
  return `${cause?.input}|${cause?.watermark} gives ${watermark}`;
}

/** Events before, around and long after 1970, and a delay. */
function anyEvents(): fc.Arbitrary<{ events: TimedEvent[]; delay: number }> {
  const events = timedEvents({ from: [0, -100, 2 ** 52] });
  return fc
    .record({ events, delay: fc.nat(30) })
    .map(({ events, delay }) => ({ events, delay, toString: () => `${events}, with a delay of ${delay}` }));
}

/** What three inputs may tell; the watermarks of each never go back. */
function anyReports(): fc.Arbitrary<{ reports: InputReport[] }> {
  const step = fc.record({
    input: fc.constantFrom("a", "b", "c"),
    by: fc.option(fc.nat(20), { nil: "idle" as const, freq: 2 }),
  });
  const first = fc.constantFrom(0, -50, 2 ** 52);
  return fc.record({ first, steps: fc.array(step, { maxLength: 12 }) }).map(({ first, steps }) => {
    const last = new Map<string, number>();
    const reports = steps.map(({ input, by }): InputReport => {
      if (by === "idle") return { input, watermark: by };
      last.set(input, (last.get(input) ?? first) + by);
      return { input, watermark: last.get(input) ?? first };
    });
    const text = reports.map(({ input, watermark }) => `${input}|${watermark}`).join(" ");
    return { reports, toString: () => text || "nothing at all" };
  });
}
