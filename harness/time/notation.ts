import type { StreamElement, TimedEvent, WindowResult } from "../kata/index.ts";

const EVENT = /^([A-Za-z]\w*)@(-?\d+)(?::(-?\d+))?$/;
const WINDOW = /^([A-Za-z]\w*) \[(-?\d+),(-?\d+)\) (\d+)(?: sum (-?\d+))?$/;

/**
 * Events as a test writes them, in the order in which they arrive: `key@time`, with `:value` where it is not 1.
 *
 * @example timed("ann@0 bob@5 ann@-3:250")
 * @throws TypeError for a word that is no event
 */
export function timed(text: string): TimedEvent[] {
  return words(text).map(event);
}

/**
 * A stream as a test writes it: events as in `timed`, and `|time` where a watermark passes.
 *
 * @example scripted("ann@0 bob@7 |4 ann@3 |9")
 * @throws TypeError for a word that is neither
 */
export function scripted(text: string): StreamElement[] {
  return words(text).map((word) => (/^\|-?\d+$/.test(word) ? { watermark: Number(word.slice(1)) } : event(word)));
}

function words(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== "");
}

function event(word: string): TimedEvent {
  const [, key, time, value = "1"] = EVENT.exec(word) ?? [];
  if (key === undefined) throw new TypeError(`"${word}" is no event: write key@time or key@time:value`);
  return { key, time: Number(time), value: Number(value) };
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
