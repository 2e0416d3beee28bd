/** Generated streams for comparisons: ties, disorder, gaps, negative times, several keys and inputs; equal for equal seeds. */
import fc from "fast-check";
import { type Happening, happeningText, type Operator, rising, timedEvents, type Windows } from "../../time/index.ts";

/** Which things happen in a stream. */
export interface Style {
  inputs: string[];
  events: boolean;
  watermarks: boolean;
  /** What inputs may say beside watermarks. */
  says: ("idle" | "active")[];
}

/** Around 1970, and long after it. */
const BEGINS = [0, 0, 2 ** 40];

/**
 * A stream of up to 16 steps. Watermarks of an input never go back: every source promises that. There is always an input
 * that is not idle: while there is none, the course stands still and Flink does not (`OTHERWISE` in model.ts).
 */
export function streams({ inputs, events, watermarks, says }: Style): fc.Arbitrary<Happening[]> {
  const input = fc.constantFrom(...inputs);
  // On a grid of ten, equal times and distances are common; between 0 and 9, ties are.
  const ranges = [{ span: 120 }, { span: 12, step: 10 }, { span: 10 }];
  const event = fc
    .oneof(...ranges.map((range) => timedEvents({ from: [-60, 0], max: 1, ...range })))
    .filter((list) => list.length === 1)
    .chain(([event]) => fc.record({ kind: fc.constant("event" as const), input, event: fc.constant(event) }));
  const watermark = fc.record({
    kind: fc.constant("watermark" as const),
    input,
    watermark: fc.integer({ min: -70, max: 140 }),
  });
  const kinds: fc.WeightedArbitrary<Happening>[] = [
    { weight: events ? 6 : 0, arbitrary: event as fc.Arbitrary<Happening> },
    { weight: watermarks ? 3 : 0, arbitrary: watermark },
    ...says.map((kind) => ({ weight: 1, arbitrary: fc.record({ kind: fc.constant(kind), input }) })),
  ];
  return fc.tuple(fc.constantFrom(...BEGINS), fc.array(fc.oneof(...kinds), { maxLength: 16 })).map(([begin, list]) => {
    const all = neverAllIdle(rising(list.map((one) => later(one, begin))));
    return Object.assign(all, { toString: () => streamText(all) });
  });
}

export function streamText(happenings: Happening[]): string {
  return happenings.map(happeningText).join(" ") || "nothing at all";
}

function later(one: Happening, by: number): Happening {
  if (one.kind === "event") return { ...one, event: { ...one.event, time: one.event.time + by } };
  return one.kind === "watermark" ? { ...one, watermark: one.watermark + by } : one;
}

function neverAllIdle(happenings: Happening[]): Happening[] {
  const active = new Set(happenings.map((one) => (one.kind === "clock" ? "" : one.input)));
  const kept = happenings.filter((one) => {
    if (one.kind === "watermark" || one.kind === "active") active.add(one.input);
    if (one.kind !== "idle") return true;
    const another = [...active].some((input) => input !== one.input);
    if (another) active.delete(one.input);
    return another;
  });
  // An input that no longer says anything is none, and holds nothing up.
  return kept.length < happenings.length ? neverAllIdle(kept) : kept;
}

/** Operators of every kind of windows, with and without a delay of their own, with and without lateness. */
export function operators(kind: Windows["kind"] | "none"): fc.Arbitrary<Operator> {
  const length = fc.integer({ min: 1, max: 40 });
  const offset = fc.integer({ min: -39, max: 39 });
  const windows: Record<typeof kind, fc.Arbitrary<Windows | undefined>> = {
    none: fc.constant(undefined),
    tumbling: fc
      .record({ size: length, offset })
      .map(({ size, offset }) => ({ kind: "tumbling", size, offset: offset % size })),
    sliding: fc
      .record({ size: length, slide: length, offset })
      .map(({ size, slide, offset }) => ({ kind: "sliding", size, slide, offset: offset % slide })),
    session: fc.record({ gap: length }).map(({ gap }) => ({ kind: "session", gap })),
  };
  const delay = fc.option(fc.nat(30), { nil: undefined });
  return fc
    .record({ windows: windows[kind], delay, lateness: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 40 })) })
    .map(({ windows, delay, lateness }) => ({
      lateness,
      ...(windows && { windows }),
      ...(delay !== undefined && { delay }),
    }));
}
