import type { TimedEvent, WindowResult } from "../../kata/index.ts";
import type { Given, Happening, Operator, Windows } from "../../time/index.ts";
import type { FlinkJvm } from "./jvm.ts";

/** A stream, and the operator that is to take it. */
export interface FlinkStream {
  operator: Operator & {
    /** Windows fire early, too: at every so many events before they are complete. */
    earlyEvery?: number;
  };
  /**
   * How Flink makes one watermark of several: as for the partitions that one subtask of a source reads, or as for the
   * subtasks of the operator before.
   */
  combined: "partitions" | "subtasks";
  /** The names of all inputs. */
  inputs: string[];
  /** Without a clock's. Of several elements of one record all but the last have `more`: the watermark is told once. */
  happenings: (Happening & { more?: boolean })[];
}

/** What Flink made of one step. */
export interface FlinkStep {
  /** -Infinity before there is one, Infinity once the input has ended. */
  watermark: number;
  fires: (WindowResult & { by: "event" | "watermark" })[];
  /** Whether the event went to the side output for late ones. */
  late: boolean;
  /** How many entries the operator's state has. */
  held: number;
}

type ToldStep = Partial<Omit<FlinkStep, "watermark">> & { watermark?: number | "end" };

/** What Flink's own classes make of streams, step by step. */
export async function stepsInFlink(flink: FlinkJvm, streams: FlinkStream[]): Promise<FlinkStep[][]> {
  const told = await flink.ask<ToldStep[][]>("event time", { streams: streams.map(withEnd) });
  return told.map((steps) =>
    steps.map(({ watermark, fires = [], late = false, held = 0 }) => {
      const reached = watermark === "end" ? Infinity : (watermark ?? -Infinity);
      return { watermark: reached, fires, late, held };
    }),
  );
}

/** JSON has no Infinity. */
function withEnd({ happenings, ...stream }: FlinkStream): object {
  const written = happenings.map((one) =>
    one.kind === "watermark" && one.watermark === Infinity ? { ...one, watermark: "end" } : one,
  );
  return { ...stream, happenings: written };
}

/** What can be seen of Flink from outside: results where there are windows, else events and watermarks. */
export function givenByFlink({ operator, happenings }: FlinkStream, steps: FlinkStep[]): Given[] {
  return steps.flatMap(({ watermark, fires }, i): Given[] => {
    const after = i + 1;
    if (operator.windows) return fires.map(({ by: _, ...window }) => ({ after, kind: "window", window }));
    const one = happenings[i];
    const passed: Given[] = one?.kind === "event" ? [{ after, kind: "event", event: one.event }] : [];
    const rose = watermark > (steps[i - 1]?.watermark ?? -Infinity);
    return rose ? [...passed, { after, kind: "watermark", watermark }] : passed;
  });
}

/** Windows of one kind and size, and streams of events for them. */
export interface SqlQuestion {
  windows: Windows;
  streams: TimedEvent[][];
}

/** What the windows of Flink SQL (TUMBLE, HOP, SESSION) hold of each stream once it has ended, in any order. */
export function windowsInSql(flink: FlinkJvm, questions: SqlQuestion[]): Promise<WindowResult[][][]> {
  return flink.ask("sql", { questions });
}
