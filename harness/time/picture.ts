import { type Naming, naming } from "./axis.ts";
import { firstGivenDifference, type Given, type GivenDifference, givenBy, windowsOf } from "./given.ts";
import { happeningText } from "./notation.ts";
import { operatorText } from "./operator.ts";
import type { Step, Trace } from "./trace.ts";

/** What there is to draw: a stream under an operator, and what two sides made of it. */
export interface Drawing {
  /** What the stream is and what happens to it. */
  trace: Trace;
  /** In the place of the operator's own description. */
  title?: string;
  /** What was to be given; without it, what the trace says. */
  expected?: Given[];
  /** What the learner's code gave, where there is any. */
  actual?: Given[];
}

/** The one model that every renderer draws. */
export interface Picture {
  title: string;
  trace: Trace;
  /** The steps that take room: all but those of the clock. */
  steps: Step[];
  expected: Given[];
  actual: Given[] | undefined;
  difference: GivenDifference | undefined;
  naming: Naming;
  /** Whether the clock of the operator moves, whether inputs have names. */
  clock: boolean;
  inputs: boolean;
}

export function picture({ trace, title, expected = givenBy(trace), actual }: Drawing): Picture {
  const steps = trace.steps.filter(({ happening }) => happening.kind !== "clock");
  const names = naming(timesOf(trace, [...expected, ...(actual ?? [])]));
  const label = (position: number) => stepText(trace.steps[position - 1], names);
  return {
    title: title ?? operatorText(trace.operator),
    trace,
    steps,
    expected,
    actual,
    difference: actual && firstGivenDifference(expected, actual, names.name, label),
    naming: names,
    clock: steps.length < trace.steps.length,
    inputs: steps.some(({ happening }) => happening.kind !== "clock" && happening.input !== ""),
  };
}

/** A step in its notation, with its times as offsets where those are large. */
export function stepText(step: Step | undefined, { name }: Naming): string {
  if (!step) return "the start";
  const { happening } = step;
  if (happening.kind === "event") {
    const time = Number.isFinite(happening.event.time) ? name(happening.event.time) : `${happening.event.time}`;
    return happeningText(happening).replace(`@${happening.event.time}`, `@${time}`);
  }
  if (happening.kind !== "watermark" || happening.watermark === Infinity) return happeningText(happening);
  return `${happening.input}|${name(happening.watermark)}`;
}

/** Every event time of a picture. */
function timesOf({ steps }: Trace, given: Given[]): number[] {
  return [
    ...steps.flatMap(({ happening, assigned, watermark }) => [
      ...(happening.kind === "event" ? [happening.event.time] : []),
      ...assigned.flatMap(({ start, end }) => [start, end]),
      watermark,
    ]),
    ...windowsOf(given).flatMap(({ start, end }) => [start, end]),
  ];
}
