import type { Element } from "xast";
import { x } from "xastscript";
import { cut } from "../../cut.ts";
import type { WindowResult } from "../../kata/index.ts";
import { type Given, windowsOf } from "../given.ts";
import { type Picture, stepText } from "../picture.ts";
import { printable } from "../printable.ts";
import { wrapped } from "../rows.ts";
import type { Step } from "../trace.ts";
import {
  type Across,
  across,
  axis,
  BAR,
  bar,
  image,
  LANE,
  lanes,
  letters,
  line,
  mark,
  present,
  round,
  type Shapes,
  WIDTH,
} from "./parts.ts";

const LEFT = 104;
/** Height of what a step shows before what it gives: an event's mark, or a watermark's step. */
const EVENT = 26;
const OTHER = 16;
/** Letters of a line of words as wide as the figure. */
const MOST_LETTERS = 92;
/** More windows of one event than this are not drawn below its mark. */
const MOST_ASSIGNED = 4;

/** One step of the stream as a band across the figure; y grows downwards, and time upwards. */
interface Band {
  step: Step;
  bottom: number;
  top: number;
  /** Where the event is, or the watermark rises. */
  at: number;
  results: Result[];
}

interface Result {
  window: WindowResult;
  from: number;
  to: number;
  y: number;
  text: string;
  /** Given by the learner's code and not expected, or expected and not given. */
  side: "both" | "expected" | "yours";
}

/**
 * The figure of the field: event time across, the order of arrival up (with the clock's times, where it moves), events by
 * shape and colour of their keys, hollow where they were late and crossed where they were dropped, the watermark as a
 * stair with what it says is complete behind it, and each window as a bar at the moment it fires.
 */
export function svg(picture: Picture, alt: string): string {
  const keys = keysOf(picture);
  const scale = across(timesIn(picture), LEFT);
  const legend = legendOf(picture, keys);
  const top = 34 + legend.height;
  const { bands, height } = stacked(picture, scale, top, keys);
  const bottom = top + height;
  const said = picture.difference ? wrapped(printableText(differenceText(picture)), MOST_LETTERS) : [];
  const foot = 42 + (said.length > 0 ? 6 + 16 * said.length : 0);
  const unit = picture.naming.base === undefined ? "event time" : `event time, from ${picture.naming.base}`;
  return image(bottom + foot, alt, [
    letters(printableText(picture.title), [16, 24], { class: "head" }),
    ...legend.marks,
    ...axis(scale, top, bottom, picture.naming),
    ...stair(bands, scale, bottom),
    line([LEFT, bottom], [WIDTH - 24, bottom], "axis"),
    line([LEFT, top], [LEFT, bottom], "axis"),
    letters(`${unit} →`, [WIDTH - 24, bottom + 32], { class: "faint", anchor: "end" }),
    letters(picture.clock ? "↑ arrival, and the clock" : "↑ order of arrival", [16, bottom + 32], { class: "faint" }),
    ...bands.flatMap((band) => drawn(band, scale, keys, picture)),
    ...said.map((words, i) => letters(words, [16, bottom + 54 + 16 * i], { class: "wrong-text" })),
  ]);
}

/** The first difference, its step and its window. */
export function differenceText({ difference, trace, naming }: Picture): string {
  if (!difference) return "No difference.";
  const step = stepText(trace.steps[difference.after - 1], naming);
  const { window } = difference;
  const where = window ? ` ${printable(window.key)} [${naming.name(window.start)},${naming.name(window.end)}):` : "";
  return `First difference, behind ${step}:${where} ${difference.words}`;
}

function keysOf({ steps, expected, actual }: Picture): string[] {
  const ofEvents = steps.flatMap(({ happening }) => (happening.kind === "event" ? [happening.event.key] : []));
  return [...new Set([...ofEvents, ...windowsOf([...expected, ...(actual ?? [])]).map(({ key }) => key)])];
}

function timesIn({ steps, expected, actual }: Picture): number[] {
  return [
    ...steps.flatMap(({ happening, watermark, assigned }) => [
      happening.kind === "event" ? happening.event.time : Number.NaN,
      watermark,
      ...assigned.flatMap(({ start, end }) => [start, end]),
    ]),
    ...windowsOf([...expected, ...(actual ?? [])]).flatMap(({ start, end }) => [start, end]),
  ];
}

/** The steps from the bottom up, each as high as what it gives needs. */
function stacked(picture: Picture, scale: Across, top: number, keys: string[]): { bands: Band[]; height: number } {
  const sized = picture.steps.map((step) => {
    const results = resultsOf(step, picture, scale, keys);
    const inLanes = lanes(results);
    const thins = assignedOf(step).length;
    const own = step.happening.kind === "event" ? EVENT + (thins > 1 ? 4 * thins - 2 : 0) : OTHER;
    return { step, results, inLanes, own, height: own + 6 + LANE * (Math.max(-1, ...inLanes) + 1) };
  });
  const height = sized.reduce((sum, one) => sum + one.height, 0);
  let bottom = top + height;
  const bands = sized.map(({ step, results, inLanes, own, height }): Band => {
    const band = {
      step,
      bottom,
      top: bottom - height,
      at: bottom - own + (step.happening.kind === "event" ? EVENT : OTHER) / 2,
      results,
    };
    const above = bottom - own - BAR / 2;
    for (const [i, result] of results.entries()) result.y = above - LANE * (inLanes[i] ?? 0);
    bottom -= height;
    return band;
  });
  return { bands, height };
}

function resultsOf({ position }: Step, { expected, actual }: Picture, scale: Across, keys: string[]): Result[] {
  const here = (given: Given[]) => windowsOf(given.filter(({ after }) => after === position));
  const same = (a: WindowResult) => (b: WindowResult) => JSON.stringify(a) === JSON.stringify(b);
  const [wanted, got] = [here(expected), actual && here(actual)];
  const sided = [
    ...wanted.map((window) => ({
      window,
      side: got && !got.some(same(window)) ? ("expected" as const) : ("both" as const),
    })),
    ...(got ?? []).filter((window) => !wanted.some(same(window))).map((window) => ({ window, side: "yours" as const })),
  ];
  return sided
    .filter(({ window }) => Number.isFinite(window.start) && Number.isFinite(window.end))
    .toSorted((a, b) => a.window.start - b.window.start || a.window.end - b.window.end)
    .map(({ window, side }) => {
      const values = window.sum === window.count ? `${window.count}` : `${window.count}, sum ${window.sum}`;
      const who = keys.length > 1 ? `${printable(window.key)}: ` : "";
      const said = side === "both" ? "" : side === "yours" ? "yours: " : "expected: ";
      const text = `${said}${who}${values}`;
      return { window, side, text, from: scale(window.start), to: scale(window.end), y: 0 };
    });
}

function assignedOf({ assigned }: Step): Step["assigned"] {
  return assigned.length > MOST_ASSIGNED ? [] : assigned;
}

function drawn({ step, at, top, results }: Band, scale: Across, keys: string[], picture: Picture): Element[] {
  const shapes: Shapes = [
    line([LEFT, top], [WIDTH - 24, top], "rule"),
    letters(cut(stepText(step, picture.naming), 12), [16, at + 4], { class: "code" }),
    picture.clock ? letters(`${step.at}`, [LEFT - 6, at + 4], { class: "faint", anchor: "end" }) : undefined,
  ];
  if (step.happening.kind === "event") {
    const { key, time } = step.happening.event;
    const number = keys.indexOf(key);
    for (const [i, { start, end, dropped }] of assignedOf(step).entries()) {
      if (!dropped)
        shapes.push(thin(scale(start), scale(end), at + 4 * i + (assignedOf(step).length > 1 ? 9 : 0), number));
    }
    shapes.push(mark(number, [scale(time), at], step.fate));
  } else if (step.happening.kind === "idle") {
    shapes.push(letters("idle: not waited for", [LEFT + 8, at + 4], { class: "faint" }));
  }
  for (const { window, side, from, to, y, text } of results) {
    shapes.push(bar({ from, to, y, key: keys.indexOf(window.key), text }));
    if (side === "both") continue;
    const ring = { x: round(from - 2), y: round(y - BAR / 2 - 2), width: round(to - from + 4), height: `${BAR + 4}` };
    shapes.push(x("rect", { ...ring, rx: "3", class: "wrong" }));
  }
  const lowest = Math.max(...results.map(({ y }) => y));
  if (results.length > 0) shapes.push(letters("fires", [16, lowest + 4], { class: "faint" }));
  return present(shapes);
}

/** The window that an event is given to: a thin line with a start and an open end. */
function thin(from: number, to: number, y: number, key: number): Element {
  const paint = { class: `k${key % 4}`, "stroke-width": "1.5", "fill-opacity": "0" };
  const d = `M${round(from)},${round(y - 4)}v8m0,-4H${round(to)}`;
  return x("g", [x("path", { d, ...paint }), x("circle", { cx: round(to), cy: round(y), r: "2", ...paint })]);
}

/** The watermark, and behind it what it says is complete. */
function stair(bands: Band[], scale: Across, bottom: number): Element[] {
  const place = (watermark: number) =>
    watermark === Infinity ? WIDTH - 24 : Math.max(LEFT, watermark === -Infinity ? LEFT : scale(watermark));
  const points: [number, number][] = [];
  let before = -Infinity;
  for (const { step, top, at } of bands) {
    const rises = step.happening.kind === "event" ? at - EVENT / 2 : at;
    if (step.watermark > before) points.push([place(before), rises], [place(step.watermark), rises]);
    if (step.watermark > -Infinity) points.push([place(step.watermark), top]);
    before = step.watermark;
  }
  const [first] = points;
  const last = points.at(-1);
  if (!first || !last) return [];
  const path = points.map(([px, py], i) => `${i === 0 ? "M" : "L"}${round(px)},${round(py)}`).join("");
  const closed = `${path}L${LEFT},${round(last[1])}L${LEFT},${round(Math.min(bottom, first[1]))}Z`;
  return [x("path", { class: "complete", d: closed }), x("path", { class: "stair", d: path })];
}

/** What the marks mean: keys where there are several, and only what occurs. */
function legendOf({ steps, trace }: Picture, keys: string[]): { marks: Element[]; height: number } {
  const lateText = trace.operator.windows ? "late, counted" : "late";
  const fates = new Set(steps.map(({ fate }) => fate));
  const entries: { draw: (at: [number, number]) => Element; text: string }[] = [
    ...keys.map((key, i) => ({ draw: (at: [number, number]) => mark(i, at, undefined), text: printable(key) })),
    ...(["late", "dropped", "outside"] as const)
      .filter((fate) => fates.has(fate))
      .map((fate) => ({
        draw: (at: [number, number]) => mark(0, at, fate),
        text: fate === "outside" ? "in no window" : fate === "late" ? lateText : "dropped",
      })),
    ...(steps.some(({ watermark }) => watermark > -Infinity)
      ? [
          {
            draw: ([px, py]: [number, number]) => line([px - 7, py], [px + 7, py], "stair"),
            text: "watermark: what is left of it is complete",
          },
        ]
      : []),
  ];
  let [px, py] = [24, 46];
  const marks = entries.flatMap(({ draw, text }) => {
    const width = 20 + text.length * 6.6 + 14;
    if (px + width > WIDTH && px > 24) [px, py] = [24, py + 20];
    const drawn = [draw([px, py]), letters(text, [px + 12, py + 4])];
    px += width;
    return drawn;
  });
  return { marks, height: py - 46 + 30 };
}

/** Control characters have no place in XML, wherever they came from. */
function printableText(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, " ");
}
