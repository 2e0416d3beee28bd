import { type ScaleLinear, scaleLinear } from "d3-scale";
import type { Element } from "xast";
import { x } from "xastscript";
import { onLines, xml } from "../../xml.ts";
import type { Naming } from "../axis.ts";

/** Pixels; a README on the web shows an image as wide as this beside its text. */
export const WIDTH = 640;

/**
 * Okabe and Ito's colours, which colour-blind eyes tell apart, a little darker on white; each key also has a shape and a
 * line of its own.
 */
const LIGHT = ["#0072b2", "#c04a00", "#007a5a", "#a3457f"];
const DARK = ["#56b4e9", "#f0a040", "#2fc798", "#e39ac6"];
const SHAPES = ["circle", "square", "triangle", "diamond"] as const;

const STYLE = `
.paper { fill: #ffffff; }
text { fill: #24292f; font: 12px system-ui, "Segoe UI", "DejaVu Sans", Helvetica, Arial, sans-serif; }
.code { font: 11.5px ui-monospace, SFMono-Regular, Menlo, "DejaVu Sans Mono", Consolas, monospace; }
.head { font-weight: 600; font-size: 13px; }
.faint { fill: #57606a; }
.rule { stroke: #d0d7de; stroke-width: 1; }
.axis { stroke: #57606a; stroke-width: 1; }
.stair { fill: none; stroke: #24292f; stroke-width: 2; }
.complete { fill: #24292f; fill-opacity: 0.07; }
.wrong { stroke: #cf222e; fill: none; stroke-width: 1.5; stroke-dasharray: 4 3; }
.wrong-text { fill: #cf222e; }
${coloured(LIGHT)}
@media (prefers-color-scheme: dark) {
.paper { fill: #0d1117; }
text { fill: #e6edf3; }
.faint { fill: #9198a1; }
.rule { stroke: #30363d; }
.axis { stroke: #9198a1; }
.stair { stroke: #e6edf3; }
.complete { fill: #e6edf3; fill-opacity: 0.1; }
.wrong { stroke: #ff7b72; }
.wrong-text { fill: #ff7b72; }
${coloured(DARK)}
}
`;

function coloured(colours: string[]): string {
  return colours
    .map((colour, i) => `.k${i} { fill: ${colour}; stroke: ${colour}; }\n.t${i} { fill: ${colour}; stroke: none; }`)
    .join("\n");
}

/** Event time across; its ticks are round numbers. */
export type Across = ScaleLinear<number, number>;

/** @param times  what has to have a place, milliseconds; those that are not finite have none */
export function across(times: number[], left: number): Across {
  const finite = times.filter(Number.isFinite);
  const [from, to] = finite.length === 0 ? [0, 1] : [Math.min(...finite), Math.max(...finite)];
  const margin = Math.max(1, (to - from) * 0.03);
  return scaleLinear([from - margin, to + margin], [left, WIDTH - 24]);
}

export type Shapes = (Element | undefined)[];

/** A whole image. @param alt  what it shows, for who does not see it */
export function image(height: number, alt: string, children: Shapes): string {
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: `0 0 ${WIDTH} ${round(height)}`,
    width: `${WIDTH}`,
  };
  const paper = x("rect", { class: "paper", width: `${WIDTH}`, height: `${round(height)}`, rx: "6" });
  // A line each, so that a change of the picture can be read as a change of lines.
  const lines = onLines([x("title", alt), x("style", STYLE), paper, ...present(children)]);
  return xml(x("svg", { ...attributes, height: `${round(height)}`, role: "img", "aria-label": alt }, lines));
}

export function present(children: Shapes): Element[] {
  return children.filter((child) => child !== undefined);
}

interface Lettering {
  class?: string;
  anchor?: "start" | "middle" | "end";
}

export function letters(
  text: string,
  at: [number, number],
  { class: kind = "", anchor = "start" }: Lettering = {},
): Element {
  return x("text", { x: round(at[0]), y: round(at[1]), class: kind || undefined, "text-anchor": anchor }, text);
}

export function line(from: [number, number], to: [number, number], kind: string): Element {
  return x("line", { x1: round(from[0]), y1: round(from[1]), x2: round(to[0]), y2: round(to[1]), class: kind });
}

/** An event's mark: the shape of its key; hollow if it was late, crossed if it was dropped as well. */
export function mark(key: number, [cx, cy]: [number, number], fate: string | undefined): Element {
  const hollow = fate === "late" || fate === "dropped" || fate === "outside";
  const shape = SHAPES[key % SHAPES.length] ?? "circle";
  const paint = { class: `k${key % LIGHT.length}`, "fill-opacity": hollow ? "0" : "1", "stroke-width": "2" };
  const points: Record<string, [number, number][]> = {
    square: [
      [-5, -5],
      [5, -5],
      [5, 5],
      [-5, 5],
    ],
    triangle: [
      [0, -6.5],
      [6.5, 5],
      [-6.5, 5],
    ],
    diamond: [
      [0, -7],
      [7, 0],
      [0, 7],
      [-7, 0],
    ],
  };
  const corners = points[shape]?.map(([dx, dy]) => `${round(cx + dx)},${round(cy + dy)}`).join(" ");
  const body = corners
    ? x("polygon", { points: corners, ...paint })
    : x("circle", { cx: round(cx), cy: round(cy), r: "5.5", ...paint });
  if (fate !== "dropped") return body;
  const cross = [-1, 1].map((way) => line([cx - 8, cy - 8 * way], [cx + 8, cy + 8 * way], "stair"));
  return x("g", [body, ...cross]);
}

export interface Bar {
  from: number;
  to: number;
  /** The middle of the bar. */
  y: number;
  key: number;
  text: string;
}

/** The height of a result's bar, and of the lane it lies in. */
export const BAR = 16;
export const LANE = 21;

/** A window that gives its result: a bar from its start to its end, the end open, with what it gives. */
export function bar({ from, to, y, key, text }: Bar): Element {
  const kind = key % LIGHT.length;
  const width = Math.max(2, to - from);
  const fits = width > text.length * 6.4 + 8;
  const left = { x: round(from), y: round(y - BAR / 2), width: "3", height: `${BAR}`, class: `t${kind}` };
  const body = {
    ...left,
    width: round(width),
    rx: "2",
    class: `k${kind}`,
    "fill-opacity": "0.2",
    "stroke-opacity": "0.9",
  };
  const place: [number, number] = fits ? [(from + to) / 2, y + 4] : beside(from, to, y, text);
  return x("g", [x("rect", body), x("rect", left), letters(text, place, { anchor: fits ? "middle" : "start" })]);
}

/** Where a text stands that is wider than its bar: behind it, or before it at the right edge. */
function beside(from: number, to: number, y: number, text: string): [number, number] {
  const width = text.length * 6.4;
  return [to + 5 + width < WIDTH - 8 ? to + 5 : from - 5 - width, y + 4];
}

/** Lanes such that no two bars of one lane, with their texts, overlap; the lane of each bar, from 0. */
export function lanes(bars: { from: number; to: number; text: string }[]): number[] {
  const ends: number[] = [];
  return bars.map(({ from, to, text }) => {
    const width = to - from > text.length * 6.4 + 8 ? to - from : to - from + text.length * 6.4 + 8;
    const lane = ends.findIndex((end) => end <= from);
    const chosen = lane === -1 ? ends.length : lane;
    ends[chosen] = from + width;
    return chosen;
  });
}

/** The axis of event time along the bottom, with its rules up to the top. */
export function axis(scale: Across, top: number, bottom: number, { base, name }: Naming): Element[] {
  // Round offsets where times are offsets, and round times where they are not.
  const [from = 0, to = 0] = scale.domain().map((time) => time - (base ?? 0));
  const round = scaleLinear([base === undefined ? from : Math.max(0, from), to], [0, 1]).ticks(8);
  const ticks = round.filter(Number.isInteger).map((tick) => tick + (base ?? 0));
  return ticks.flatMap((tick) => [
    line([scale(tick), top], [scale(tick), bottom], "rule"),
    letters(name(tick), [scale(tick), bottom + 15], { class: "faint", anchor: "middle" }),
  ]);
}

export function round(pixels: number): string {
  return `${Math.round(pixels * 10) / 10}`;
}
