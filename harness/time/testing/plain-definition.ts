/**
 * What windows, watermarks and lateness mean, written a second time and in another way: every step looks at the whole
 * stream up to it again. Slow, and independent of `trace` on purpose.
 */
import type { TimedEvent, WindowResult } from "../../kata/index.ts";
import type { Happening } from "../notation.ts";
import type { Operator } from "../operator.ts";

export interface PlainStep {
  watermark: number;
  fate: string | undefined;
  fires: WindowResult[];
  held: WindowResult[];
}

export function plainly(happenings: Happening[], operator: Operator): PlainStep[] {
  const after = happenings.map((_, i) => watermarkOf(happenings, i + 1, operator.delay));
  return operator.windows?.kind === "session"
    ? sessions(happenings, after, operator.windows.gap, operator.lateness)
    : fixed(happenings, after, operator);
}

/** The highest value that the minimum over the active inputs had in the first `n` steps. */
function watermarkOf(happenings: Happening[], n: number, delay: number | undefined): number {
  const inputs = [...new Set(happenings.map((one) => (one.kind === "clock" ? undefined : one.input)))];
  let highest = -Infinity;
  for (let i = 1; i <= n; i++) {
    const known = inputs.flatMap((input) =>
      input === undefined ? [] : [inputAt(happenings.slice(0, i), input, delay)],
    );
    const active = known.filter(({ idle }) => !idle);
    if (active.length > 0) highest = Math.max(highest, Math.min(...active.map(({ told }) => told)));
  }
  return highest;
}

function inputAt(happenings: Happening[], input: string, delay: number | undefined): { told: number; idle: boolean } {
  let told = -Infinity;
  let idle = false;
  for (const one of happenings) {
    if (one.kind === "clock" || one.input !== input) continue;
    if (one.kind === "idle") idle = true;
    else if (one.kind === "active") idle = false;
    else if (one.kind === "watermark") {
      told = Math.max(told, one.watermark);
      idle = false;
    } else if (delay !== undefined) {
      told = Math.max(told, one.event.time - delay - 1);
      idle = false;
    }
  }
  return { told, idle };
}

/** Every start there could be, of every key: what it holds follows from which events came before it was gone. */
function fixed(happenings: Happening[], after: number[], { windows, lateness }: Operator): PlainStep[] {
  if (!windows || windows.kind === "session") throw new Error("not for these");
  const { size, offset } = windows;
  const slide = windows.kind === "sliding" ? windows.slide : size;
  const before = (i: number) => after[i - 1] ?? -Infinity;
  const events = happenings.flatMap((one, i) => (one.kind === "event" ? [{ ...one.event, i }] : []));
  const all = new Map<string, { key: string; start: number }>();
  for (const { key, time } of events) {
    for (let start = time - size + 1; start <= time; start++) {
      if ((start - offset) % slide === 0) all.set(`${key} ${start}`, { key, start });
    }
  }
  const inside = (event: TimedEvent, start: number) => start <= event.time && event.time < start + size;
  const steps = happenings.map((one, i): PlainStep => {
    if (one.kind !== "event") return { watermark: after[i] ?? 0, fate: undefined, fires: [], held: [] };
    const own = [...all.values()].filter(({ key, start }) => key === one.event.key && inside(one.event, start));
    const open = own.filter(({ start }) => before(i) < start + size - 1 + lateness);
    const late = one.event.time <= before(i) ? "late" : "in time";
    const fate = own.length === 0 ? "outside" : open.length === 0 ? "dropped" : late;
    return { watermark: after[i] ?? 0, fate, fires: [], held: [] };
  });
  for (const { key, start } of all.values()) {
    const last = start + size - 1;
    const counted = events.filter(
      (event) => event.key === key && inside(event, start) && before(event.i) < last + lateness,
    );
    for (const [i, step] of steps.entries()) {
      const so = result(
        key,
        start,
        start + size,
        counted.filter((event) => event.i <= i),
      );
      if (so.count === 0) continue;
      if (counted.some((event) => event.i === i && before(i) >= last)) step.fires.push(so);
      if (before(i) < last && (after[i] ?? 0) >= last) step.fires.push(so);
      if ((after[i] ?? 0) < last + lateness) step.held.push(so);
    }
  }
  return steps;
}

/** Sessions are what is left when the sorted times of the live events are cut at silences longer than the gap. */
function sessions(happenings: Happening[], after: number[], gap: number, lateness: number): PlainStep[] {
  let live: TimedEvent[] = [];
  return happenings.map((one, i): PlainStep => {
    const before = after[i - 1] ?? -Infinity;
    const watermark = after[i] ?? -Infinity;
    const fires: WindowResult[] = [];
    let fate: string | undefined;
    if (one.kind === "event") {
      const { event } = one;
      const own = cut([...live, event], gap).find((session) => session.events.includes(event))?.window;
      if (!own) throw new Error("each event has a session");
      const dropped = own.end - 1 + lateness <= before;
      fate = dropped ? "dropped" : event.time <= before ? "late" : "in time";
      if (!dropped) live.push(event);
      if (!dropped && own.end - 1 <= before) fires.push(own);
    }
    const now = cut(live, gap);
    for (const { window } of now) if (before < window.end - 1 && window.end - 1 <= watermark) fires.push(window);
    const kept = now.filter(({ window }) => window.end - 1 + lateness > watermark);
    live = kept.flatMap(({ events }) => events);
    return { watermark, fate, fires, held: kept.map(({ window }) => window) };
  });
}

function cut(events: TimedEvent[], gap: number): { window: WindowResult; events: TimedEvent[] }[] {
  return [...new Set(events.map(({ key }) => key))].flatMap((key) => {
    const groups: TimedEvent[][] = [];
    for (const event of events.filter((one) => one.key === key).sort((a, b) => a.time - b.time)) {
      const last = groups.at(-1);
      if (last && event.time - (last.at(-1)?.time ?? 0) <= gap) last.push(event);
      else groups.push([event]);
    }
    return groups.map((group) => {
      const times = group.map(({ time }) => time);
      return { window: result(key, Math.min(...times), Math.max(...times) + gap, group), events: group };
    });
  });
}

function result(key: string, start: number, end: number, events: TimedEvent[]): WindowResult {
  return { key, start, end, count: events.length, sum: events.reduce((total, { value }) => total + value, 0) };
}
