import type { WindowResult } from "../kata/index.ts";
import type { Happening } from "./notation.ts";
import { assign, type Operator, type Span } from "./operator.ts";
import { Watermarks } from "./watermarks.ts";

/** What becomes of an event. */
export type Fate =
  /** Counted, or passed, before the watermark reached it. */
  | "in time"
  /** Counted, or passed, though the watermark had reached it. */
  | "late"
  /** Every window it belongs to is complete and gone. */
  | "dropped"
  /** It belongs to no window: the slide is longer than the size. */
  | "outside";

export interface Assigned extends Span {
  /** The window is complete and gone: the event does not count in it. */
  dropped: boolean;
  /** The windows that this event made one with its own; their state is in it now. Sessions only. */
  merged: Span[];
}

/** A result, and what made the window give it: a watermark, or an event that was late but allowed. */
export interface Fire extends WindowResult {
  by: "watermark" | "late event";
}

/** What an operator holds of a window and key. */
export interface Held extends WindowResult {
  /** It has given a result, and is kept for events that are late but allowed. */
  fired: boolean;
}

export interface Step {
  /** From 1. */
  position: number;
  happening: Happening;
  /** Processing time at which it happens, milliseconds from 0; only `+n` moves it. */
  at: number;
  /** The operator's watermark after it; -Infinity before there is one, Infinity once the input has ended. */
  watermark: number;
  /** Whether it has risen in this step. */
  rose: boolean;
  /** Of an event only. */
  fate?: Fate;
  /** Of an event only: the window it was given to, after merging. */
  assigned: Assigned[];
  /** In the order in which they are given. */
  fires: Fire[];
  /** Windows whose state is dropped. */
  purged: (Span & { key: string })[];
  /** The state after it, in the order in which it came to be. */
  held: Held[];
}

/** What an operator makes of a stream, step by step. */
export interface Trace {
  operator: Operator;
  steps: Step[];
}

/**
 * What Flink's window operator with the event-time trigger does:
 *
 * - a window [start, end) fires when the watermark is at end - 1 or above, and its state is dropped lateness later;
 * - an event is dropped from a window if the watermark has reached end - 1 + lateness; from all of them, it is lost;
 * - an event of a window that has fired and is kept makes it fire again, at once, with all that is in it;
 * - a session's windows are merged before it is asked whether the event is late;
 * - of several inputs, the smallest watermark of those that are not idle counts, and it never goes back.
 *
 * An event meets the watermark as it was before it. Watermarks follow at once: a cluster sends them every 200 ms.
 */
export function trace(happenings: Happening[], operator: Operator): Trace {
  const watermarks = new Watermarks(happenings, operator.delay);
  const state = new State(operator);
  let at = 0;
  const steps = happenings.map((happening, index): Step => {
    if (happening.kind === "clock") at += happening.by;
    const before = watermarks.combined;
    const seen = happening.kind === "event" ? state.event(happening.event, before) : { assigned: [], fires: [] };
    const watermark = watermarks.after(happening);
    const rose = watermark > before;
    const { fires, purged } = rose ? state.watermark(watermark) : { fires: [], purged: [] };
    const step = { position: index + 1, happening, at, watermark, rose, ...seen, purged, held: state.held() };
    return { ...step, fires: [...seen.fires, ...fires] };
  });
  return { operator, steps };
}

/** The windows an operator holds. */
class State {
  readonly #operator: Operator;
  #windows: Held[] = [];

  constructor(operator: Operator) {
    this.#operator = operator;
  }

  event(
    { key, time, value }: { key: string; time: number; value: number },
    watermark: number,
  ): { fate: Fate; assigned: Assigned[]; fires: Fire[] } {
    const { windows, lateness } = this.#operator;
    const counted: Fate = time <= watermark ? "late" : "in time";
    if (!windows) return { fate: counted, assigned: [], fires: [] };
    const assigned: Assigned[] = [];
    const fires: Fire[] = [];
    for (const span of assign(time, windows)) {
      const before = this.#windows.filter((held) => held.key === key && joins(held, span, windows.kind === "session"));
      const window = before.reduce(union, { key, ...span, count: 1, sum: value, fired: false });
      const bounds = { start: window.start, end: window.end };
      const dropped = window.end - 1 + lateness <= watermark;
      const merged = before.filter((held) => held.start !== window.start || held.end !== window.end);
      assigned.push({ ...bounds, dropped, merged: merged.map(({ start, end }) => ({ start, end })) });
      if (dropped) continue;
      window.fired = window.end - 1 <= watermark;
      if (window.fired) fires.push(fire(window, "late event"));
      const place = before[0] ? this.#windows.indexOf(before[0]) : this.#windows.length;
      this.#windows = this.#windows.toSpliced(place, 1, window).filter((held) => !before.includes(held));
    }
    const lost = assigned.every((window) => window.dropped) ? "dropped" : counted;
    return { fate: assigned.length === 0 ? "outside" : lost, assigned, fires };
  }

  /** Timers are due in the order of their times, and a window fires before it is purged. */
  watermark(watermark: number): { fires: Fire[]; purged: Step["purged"] } {
    const due = this.#windows.filter((held) => !held.fired && held.end - 1 <= watermark).toSorted(byEnd);
    for (const window of due) window.fired = true;
    const gone = this.#windows.filter((held) => held.end - 1 + this.#operator.lateness <= watermark).toSorted(byEnd);
    this.#windows = this.#windows.filter((held) => !gone.includes(held));
    return {
      fires: due.map((window) => fire(window, "watermark")),
      purged: gone.map(({ key, start, end }) => ({ key, start, end })),
    };
  }

  held(): Held[] {
    return this.#windows.map((window) => ({ ...window }));
  }
}

/** Whether an event's own window becomes one with a window that is held. Flink: sessions that touch do. */
function joins(held: Span, own: Span, merging: boolean): boolean {
  return merging ? held.start <= own.end && own.start <= held.end : held.start === own.start && held.end === own.end;
}

function union(a: Held, b: Held): Held {
  return {
    ...a,
    start: Math.min(a.start, b.start),
    end: Math.max(a.end, b.end),
    count: a.count + b.count,
    sum: a.sum + b.sum,
  };
}

function fire({ key, start, end, count, sum }: Held, by: Fire["by"]): Fire {
  return { key, start, end, count, sum, by };
}

function byEnd(a: Span, b: Span): number {
  return a.end - b.end;
}
