/** Whether the model of harness/time, by which streams are drawn and explained, does what Flink does. */
import fc from "fast-check";
import { eventText, type Operator, operatorText, script, type Trace, trace, windowText } from "../../time/index.ts";
import { type FlinkStep, type FlinkStream, stepsInFlink } from "./event-time.ts";
import type { FlinkJvm } from "./jvm.ts";
import type { Row } from "./row.ts";
import { operators, type Style, streams, streamText } from "./streams.ts";

const ONE: Style = { inputs: [""], events: true, watermarks: true, says: [] };
const TWO: Style = { inputs: ["a", "b"], events: true, watermarks: true, says: ["idle", "active"] };

const KINDS = {
  tumbling: "tumbling windows with an offset",
  sliding: "sliding windows of any size and slide, with an offset",
  session: "session windows",
} as const;

/** @param cases  streams for each kind of windows and for watermarks */
export async function compareModel(flink: FlinkJvm, seed: number, cases: number): Promise<Row[]> {
  const rows = [await differsAsTold(flink)];
  for (const [kind, text] of Object.entries(KINDS) as [keyof typeof KINDS, string][]) {
    const all = [ONE, TWO].flatMap((style) => sample(style, operators(kind), "partitions", seed, cases / 2));
    rows.push({
      program: `the model of event time: ${kind}`,
      covers: `${text}: when each fires, what is late, dropped or counted again, when state is dropped`,
      flink: "WindowOperator in the operator test harness",
      ...(await compared(flink, all)),
    });
  }
  const inputs: Style = { inputs: ["a", "b", "c"], events: true, watermarks: true, says: ["idle", "active"] };
  rows.push({
    program: "the model of event time: watermarks",
    covers: "bounded out-of-orderness of each input, the smallest of several, idle inputs",
    flink: "BoundedOutOfOrdernessWatermarks, WatermarkOutputMultiplexer",
    ...(await compared(flink, sample(inputs, operators("none"), "partitions", seed, cases))),
  });
  rows.push({
    program: "the model of event time: watermarks, nobody idle",
    covers: "the smallest of the subtasks before",
    flink: "StatusWatermarkValve",
    ...(await compared(flink, sample({ ...inputs, says: [] }, operators("none"), "subtasks", seed, cases))),
  });
  return rows;
}

/** Where the course says that Flink does otherwise: input, how its inputs are combined, and Flink's last watermark. */
const OTHERWISE: { text: string; combined: FlinkStream["combined"]; flink: number }[] = [
  { text: "a|30 b|10 a|idle b|idle", combined: "partitions", flink: 30 },
  { text: "a|30 b|10 a|idle b|idle", combined: "subtasks", flink: 30 },
  { text: "a|30 b|idle b|20 a|60", combined: "subtasks", flink: 60 },
];

/** The lessons name where Flink does otherwise; should it change, they would be wrong. */
async function differsAsTold(flink: FlinkJvm): Promise<Row> {
  const all = OTHERWISE.map(
    ({ text, combined }): FlinkStream => ({
      operator: { lateness: 0 },
      combined,
      inputs: ["a", "b"],
      happenings: script(text),
    }),
  );
  const told = await stepsInFlink(flink, all);
  const differences = OTHERWISE.flatMap(({ text, combined, flink: wanted }, i) => {
    const last = told[i]?.at(-1)?.watermark;
    return last === wanted ? [] : [`${text} (${combined}): Flink is at ${last}, and the lesson says ${wanted}`];
  });
  return {
    program: "where the lessons say that Flink does otherwise",
    covers: "all inputs idle; an input that comes back behind the watermark",
    flink: "WatermarkOutputMultiplexer, StatusWatermarkValve",
    cases: all.length,
    differences,
  };
}

function sample(
  style: Style,
  operator: fc.Arbitrary<Operator>,
  combined: FlinkStream["combined"],
  seed: number,
  numRuns: number,
): FlinkStream[] {
  const { inputs } = style;
  return fc
    .sample(fc.record({ operator, happenings: streams(style) }), { seed, numRuns })
    .map((one) => ({ ...one, combined, inputs: inputsOf(one, inputs) }));
}

/** For the model, who speaks in a stream is an input of it. */
function inputsOf({ happenings }: Pick<FlinkStream, "happenings">, names: string[]): string[] {
  return names.filter((name) => happenings.some((one) => one.kind !== "clock" && one.input === name));
}

async function compared(flink: FlinkJvm, all: FlinkStream[]): Promise<Pick<Row, "cases" | "differences">> {
  const told = await stepsInFlink(flink, all);
  const differences = all.flatMap((stream, i) => {
    const found = difference(trace(stream.happenings, stream.operator), told[i] ?? []);
    return found ? [`${streamText(stream.happenings)} (${operatorText(stream.operator)}): ${found}`] : [];
  });
  return { cases: all.length, differences };
}

function difference({ operator, steps }: Trace, inFlink: FlinkStep[]): string | undefined {
  for (const [i, step] of steps.entries()) {
    const flink = inFlink[i];
    if (!flink) return `step ${i + 1}: Flink told nothing`;
    const before = steps[i - 1]?.watermark ?? -Infinity;
    const wanted = {
      watermark: flink.watermark,
      fires: flink.fires.map((one) => `${windowText(one)} by ${one.by}`).toSorted(),
      late: flink.late,
      held: countsState(operator) ? flink.held : undefined,
    };
    const { happening, fate, fires, held } = step;
    // Flink asks only whether its own time is late where an event belongs to no window at all.
    const outside =
      happening.kind === "event" && fate === "outside" && happening.event.time + operator.lateness <= before;
    const got = {
      watermark: step.watermark,
      fires: fires.map((one) => `${windowText(one)} by ${one.by === "watermark" ? "watermark" : "event"}`).toSorted(),
      late: fate === "dropped" || outside,
      held: countsState(operator) ? held.length : undefined,
    };
    const [ours, theirs] = [JSON.stringify(words(got)), JSON.stringify(words(wanted))];
    if (ours !== theirs) {
      const at = happening.kind === "event" ? eventText(happening.event) : happening.kind;
      return `step ${i + 1} (${at}): the model says ${ours}, Flink ${theirs}`;
    }
  }
  return undefined;
}

function words<T extends { watermark: number }>(step: T): object {
  return { ...step, watermark: String(step.watermark) };
}

/** One entry for each key and window; sessions also keep which windows were merged. */
function countsState({ windows }: Operator): boolean {
  return windows !== undefined && windows.kind !== "session";
}
