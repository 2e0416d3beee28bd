import type { Element } from "xast";
import type { TimedEvent } from "../../kata/index.ts";
import { givenBy, windowsOf } from "../given.ts";
import type { Happening } from "../notation.ts";
import type { Windows } from "../operator.ts";
import { trace } from "../trace.ts";
import { across, axis, BAR, bar, image, LANE, lanes, letters, line, mark, WIDTH } from "./parts.ts";

const LEFT = 104;
const TOP = 40;

export interface Kind {
  /** Lines beside the bars: the kind, and its measures. */
  label: string[];
  windows: Windows;
}

/** What kinds of windows make of the same events, below one another; the events' order of arrival plays no part. */
export function bands(events: TimedEvent[], kinds: Kind[], alt: string): string {
  const happenings = events.map((event): Happening => ({ kind: "event", input: "", event }));
  const stream: Happening[] = [...happenings, { kind: "watermark", input: "", watermark: Infinity }];
  const found = kinds.map(({ label, windows }) => ({
    label,
    results: windowsOf(givenBy(trace(stream, { windows, lateness: 0 }))).sort((a, b) => a.start - b.start),
  }));
  const bounds = found.flatMap(({ results }) => results.flatMap(({ start, end }) => [start, end]));
  const scale = across([...bounds, ...events.map(({ time }) => time)], LEFT);
  const keys = [...new Set(events.map(({ key }) => key))];
  const shapes: Element[] = [];
  let y = TOP + 30;
  for (const { label, results } of found) {
    shapes.push(line([16, y], [WIDTH - 24, y], "rule"));
    const bars = results.map(({ key, start, end, count }) => {
      return { key: keys.indexOf(key), from: scale(start), to: scale(end), text: `${count}` };
    });
    const inLanes = lanes(bars);
    for (const [i, one] of bars.entries()) shapes.push(bar({ ...one, y: y + 10 + BAR / 2 + LANE * (inLanes[i] ?? 0) }));
    for (const [i, words] of label.entries()) {
      shapes.push(letters(words, [16, y + 10 + 12 + 16 * i], { class: i === 0 ? "head" : "faint" }));
    }
    y += 16 + Math.max(LANE * (Math.max(...inLanes) + 1), 16 * label.length + 4);
  }
  const marks = events.map(({ key, time }) => mark(keys.indexOf(key), [scale(time), TOP], undefined));
  return image(y + 42, alt, [
    letters("events", [16, TOP + 4], { class: "head" }),
    ...axis(scale, TOP - 14, y, { base: undefined, name: String }),
    ...shapes,
    ...marks,
    line([LEFT, y], [WIDTH - 24, y], "axis"),
    letters("event time →", [WIDTH - 24, y + 32], { class: "faint", anchor: "end" }),
    letters("a bar is a window, its number the events in it", [16, y + 32], { class: "faint" }),
  ]);
}
