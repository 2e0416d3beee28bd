import type { StreamElement, TimedEvent, WindowResult } from "../kata/index.ts";

const EVENT = /^(?:([A-Za-z]\w*):)?([A-Za-z]\w*)@(-?\d+)(?::(-?\d+))?$/;
const MARK = /^([A-Za-z]\w*)?\|(-?\d+|end|idle|active)$/;
const CLOCK = /^\+(\d+)$/;
const WINDOW = /^([A-Za-z]\w*) \[(-?\d+),(-?\d+)\) (\d+)(?: sum (-?\d+))?$/;

/**
 * One thing that happens to an operator, in the manner of Beam's TestStream. `input` is the name of the input it comes
 * by; "" is the only one. Times are milliseconds of event time, `by` is milliseconds of processing time.
 */
export type Happening =
  | { kind: "event"; input: string; event: TimedEvent }
  /** Infinity: the input has ended. */
  | { kind: "watermark"; input: string; watermark: number }
  /** Nothing comes by this input for now: its watermark is not waited for until it tells one again, or is active. */
  | { kind: "idle"; input: string }
  | { kind: "active"; input: string }
  | { kind: "clock"; by: number };

/** What one input tells of its watermark: the reports of exercise 03/03. */
export interface Report {
  input: string;
  watermark: number | "idle";
}

/**
 * A stream as a person types it, in order of arrival:
 *
 * - `ann@5` `ann@5:3`  an event of the key ann at 5 ms, with the value 1, or 3
 * - `|30` `|end`       a watermark; the input has ended
 * - `+10`              10 ms pass on the clock of the operator
 * - `a:ann@5` `a|30` `a|idle` `a|active`  the same of an input named a, which may also be idle
 *
 * @throws TypeError for a word that is none of these, or a number that is not exact
 */
export function script(text: string): Happening[] {
  return words(text).map(happening);
}

/** Events as a test writes them. @throws TypeError for a word that is no event of an unnamed input */
export function timed(text: string): TimedEvent[] {
  return words(text).map((word) => {
    const one = happening(word);
    if (one.kind !== "event" || one.input !== "") throw noEvent(word);
    return one.event;
  });
}

/**
 * A stream of one input: events, and `|time` where a watermark passes.
 *
 * @example scripted("ann@0 bob@7 |4 ann@3 |9")
 * @throws TypeError for a word that is neither
 */
export function scripted(text: string): StreamElement[] {
  return words(text).map((word) => {
    const one = happening(word);
    if (one.kind === "event" && one.input === "") return one.event;
    if (one.kind === "watermark" && one.input === "") return { watermark: one.watermark };
    throw noEvent(word);
  });
}

/** What named inputs tell: `a|30 b|idle`. @throws TypeError for a word that is neither a watermark nor idle */
export function reported(text: string): Report[] {
  return words(text).map((word) => {
    const one = happening(word);
    if (one.kind === "watermark" && one.input !== "") return { input: one.input, watermark: one.watermark };
    if (one.kind === "idle") return { input: one.input, watermark: "idle" };
    throw new TypeError(`"${word}" is no report: write input|time or input|idle`);
  });
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

function happening(word: string): Happening {
  const [isEvent, eventInput = "", key = "", time, value = "1"] = EVENT.exec(word) ?? [];
  if (isEvent) {
    const event = { key, time: exact(time, word), value: exact(value, word) };
    return { kind: "event", input: eventInput, event };
  }
  const [isMark, input = "", mark] = MARK.exec(word) ?? [];
  if (isMark) {
    if (mark === "idle" || mark === "active") {
      if (input === "") throw new TypeError(`"${word}" names no input: write a${word}`);
      return { kind: mark, input };
    }
    return { kind: "watermark", input, watermark: mark === "end" ? Infinity : exact(mark, word) };
  }
  const [isClock, by] = CLOCK.exec(word) ?? [];
  if (isClock) return { kind: "clock", by: exact(by, word) };
  throw noEvent(word);
}

function exact(digits: string | undefined, word: string): number {
  const number = Number(digits) + 0; // + 0 makes -0 a 0
  if (!Number.isSafeInteger(number)) throw new TypeError(`"${word}" has a number too large to be exact`);
  return number;
}

function noEvent(word: string): TypeError {
  return new TypeError(`"${word}" is no event: write key@time or key@time:value, and a watermark as |time`);
}

/**
 * A window's result as a test writes it: `key [start,end) count`, with `sum n` where values are not all 1.
 * @throws TypeError for a text that is no window
 */
export function windowed(text: string): WindowResult {
  const [, key, start, end, count, sum] = WINDOW.exec(text) ?? [];
  if (key === undefined) throw new TypeError(`"${text}" is no window: write key [start,end) count`);
  return { key, start: Number(start), end: Number(end), count: Number(count), sum: Number(sum ?? count) };
}

export function eventText({ key, time, value }: TimedEvent): string {
  return value === 1 ? `${key}@${time}` : `${key}@${time}:${value}`;
}

export function windowText({ key, start, end, count, sum }: WindowResult): string {
  const text = `${key} [${start},${end}) ${count}`;
  return sum === count ? text : `${text} sum ${sum}`;
}

/** What `script` reads, written. */
export function happeningText(one: Happening): string {
  if (one.kind === "clock") return `+${one.by}`;
  if (one.kind === "event") return `${one.input === "" ? "" : `${one.input}:`}${eventText(one.event)}`;
  if (one.kind === "watermark") return `${one.input}|${one.watermark === Infinity ? "end" : one.watermark}`;
  return `${one.input}|${one.kind}`;
}
