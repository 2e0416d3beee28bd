import { cut } from "../cut.ts";
import type { WindowResult } from "../kata/index.ts";
import type { Naming } from "./axis.ts";
import { byTime } from "./first-difference.ts";
import { type Given, valuesOf, watermarkText, windowsOf } from "./given.ts";
import { type Picture, stepText } from "./picture.ts";
import { printable } from "./printable.ts";
import { wrapped } from "./rows.ts";
import type { Step } from "./trace.ts";

/** Rows of windows that are drawn; the others are counted. */
const MOST_WINDOWS = 16;
const MARK = "first difference:";

export interface Paper {
  /** Columns a line may have, at least 20. */
  width: number;
  /** Other letters than ASCII. */
  unicode: boolean;
}

/** A row of the table: a label, and a cell for each step that takes room. */
interface Row {
  label: string;
  cells: string[];
  /** The first difference in words, if it is here, and the cell it is in. */
  mark?: { words: string; cell: number };
}

/**
 * A picture for a terminal: a column for each step in the order of arrival, rows for the event, the watermark, and each
 * window of each key. What both sides gave is one row; where they differ, there are two, and the first difference is
 * marked. A table wider than the paper goes on below.
 *
 * @returns lines without line ends
 */
export function grid(picture: Picture, { width, unicode }: Paper): string[] {
  const { naming } = picture;
  const { rows, left } = allRows(picture, unicode ? "·" : ".");
  const labels = Math.max(...rows.map(({ label }) => label.length)) + 2;
  const widths = picture.steps.map((_, i) => Math.max(...rows.map(({ cells }) => (cells[i] ?? "").length)) + 2);
  const lines = naming.base === undefined ? [] : [`+0 is event time ${naming.base}`];
  for (const [from, to] of blocks(widths, width - labels)) {
    if (from > 0) lines.push("");
    for (const row of rows) {
      // Further down the stream, a window that nothing happens to takes no line.
      if (
        picture.steps.length > to - from &&
        row.cells.slice(from, to).every((cell) => cell === "") &&
        row !== rows[0]
      ) {
        continue;
      }
      lines.push(...drawn(row, { from, to, labels, widths, width, arrow: unicode ? "←" : "<-" }));
    }
  }
  if (left > 0) lines.push(`Not drawn: ${left} more ${left === 1 ? "window" : "windows"}.`);
  return lines.map((line) => cut(line.trimEnd(), width));
}

/** Which steps stand beside each other, so that they fit. */
function blocks(widths: number[], room: number): [number, number][] {
  const found: [number, number][] = [];
  let from = 0;
  let used = 0;
  for (const [i, width] of widths.entries()) {
    if (used + width - 2 > room && i > from) {
      found.push([from, i]);
      [from, used] = [i, 0];
    }
    used += width;
  }
  return [...found, [from, widths.length]];
}

interface Block {
  from: number;
  to: number;
  labels: number;
  widths: number[];
  width: number;
  arrow: string;
}

function drawn({ label, cells, mark }: Row, { from, to, labels, widths, width, arrow }: Block): string[] {
  const line =
    label.padEnd(labels) +
    cells
      .slice(from, to)
      .map((cell, i) => cell.padEnd(widths[from + i] ?? 0))
      .join("");
  const text = line.trimEnd();
  if (!mark || mark.cell < from || mark.cell >= to) return [text];
  const words = `${MARK} ${mark.words}`;
  const column = labels + widths.slice(from, mark.cell).reduce((sum, one) => sum + one, 0);
  // Beside what is marked; where nothing was given, in its place.
  const before = `${text}  `.padEnd(column);
  if (before.length + arrow.length + 1 + words.length <= width) return [`${before}${arrow} ${words}`];
  const under = Math.max(0, Math.min(column, width - words.length - 2));
  return under === 0 && words.length + 2 > width
    ? [text, `^ ${MARK}`, ...wrapped(mark.words, width - 2).map((part) => `  ${part}`)]
    : [text, `${" ".repeat(under)}^ ${words}`];
}

function allRows(picture: Picture, rest: string): { rows: Row[]; left: number } {
  const { steps, naming, expected, actual } = picture;
  const rows: Row[] = [{ label: "arrives", cells: steps.map((step) => cellOf(step, naming)) }];
  if (picture.inputs) rows.unshift({ label: "input", cells: steps.map(({ happening }) => inputOf(happening)) });
  if (picture.clock) rows.push({ label: "clock", cells: steps.map(({ at }) => `${at}`) });
  const kinds = new Set([...expected, ...(actual ?? [])].map(({ kind }) => kind));
  if (kinds.has("watermark")) rows.push(...sides("watermark", "watermark", picture));
  else if (picture.trace.operator.windows && steps.some(({ rose }) => rose)) {
    rows.push({ label: "watermark", cells: steps.map(({ watermark }) => watermarkText(watermark, naming.name)) });
  }
  if (picture.difference?.kind === "event") rows.push(...sides("event", "gives", picture));
  const fates = steps.map(({ fate }) => (fate === undefined || fate === "in time" ? "" : fate));
  if (fates.some((fate) => fate !== "")) rows.push({ label: "it is", cells: fates });
  const windows = windowRows(picture, rest);
  return { rows: [...rows, ...windows.rows], left: windows.left };
}

function cellOf(step: Step, naming: Naming): string {
  const text = stepText(step, naming);
  const { happening } = step;
  return happening.kind === "clock" || happening.input === "" ? text : text.replace(/^\w+:?(?=[|\w])/, "");
}

function inputOf(happening: Step["happening"]): string {
  return happening.kind === "clock" ? "" : happening.input;
}

/** What both sides gave of one kind: one row where it is the same. */
function sides(
  kind: "event" | "watermark",
  label: string,
  { steps, expected, actual, difference, naming }: Picture,
): Row[] {
  const cells = (given: Given[]) =>
    steps.map(({ position }) =>
      valuesOf(
        given.filter(({ after }) => after === position),
        kind,
        naming.name,
      ).join(" "),
    );
  const wanted = cells(expected);
  if (!actual) return [{ label, cells: wanted }];
  const got = cells(actual);
  if (got.join("\n") === wanted.join("\n")) return [{ label: `${label} both`, cells: wanted }];
  const cell = steps.findIndex(({ position }) => position === difference?.after);
  const mark = difference?.kind === kind && { mark: { words: difference.words, cell: Math.max(0, cell) } };
  return [
    { label: `${label} expected`, cells: wanted },
    { label: `${label} yours`, cells: got, ...mark },
  ];
}

function windowRows(picture: Picture, rest: string): { rows: Row[]; left: number } {
  const all = windowsIn(picture);
  const { difference } = picture;
  const marked = difference?.window ? all.findIndex((one) => same(one, difference.window)) : 0;
  // Around the first difference, if it would not be among the first.
  const first = Math.max(0, Math.min(marked - MOST_WINDOWS / 2, all.length - MOST_WINDOWS));
  const shown = all.slice(first, first + MOST_WINDOWS);
  const rows = shown.flatMap((window) => rowsOf(window, picture, rest));
  return { rows, left: all.length - shown.length };
}

type Place = Pick<WindowResult, "key" | "start" | "end">;

/** Every window of every key that is held, dropped from, or given. */
function windowsIn({ steps, expected, actual }: Picture): Place[] {
  const found: Place[] = steps.flatMap(({ happening, assigned, held }) => [
    ...held,
    ...(happening.kind === "event" ? assigned.map((one) => ({ key: happening.event.key, ...one })) : []),
  ]);
  found.push(...windowsOf([...expected, ...(actual ?? [])]));
  const keys = [...new Set(found.map(({ key }) => key))];
  const unique = found.filter((one, i) => found.findIndex((other) => same(one, other)) === i);
  const counted = (place: Place): WindowResult => ({ ...place, count: 0, sum: 0 });
  return unique.toSorted((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key) || byTime(counted(a), counted(b)));
}

function same(a: Place, b: Place | undefined): boolean {
  return b !== undefined && a.key === b.key && a.start === b.start && a.end === b.end;
}

function rowsOf(place: Place, picture: Picture, rest: string): Row[] {
  const { steps, expected, actual, difference, naming } = picture;
  // Counts that no window operator makes do not fire.
  const verb = picture.trace.operator.windows ? "FIRE " : "";
  const { name } = naming;
  const label = `${printable(place.key)} [${name(place.start)},${name(place.end)})`;
  const story = steps.map((step) => storyOf(place, step));
  const fires = (given: Given[]) =>
    steps.map(({ position }) =>
      windowsOf(given.filter(({ after }) => after === position))
        .filter((window) => same(window, place))
        .map(({ count, sum }) => (count === sum ? `${verb}${count}` : `${verb}${count} sum ${sum}`))
        .join(" "),
    );
  const held = steps.map((step, i) => story[i] === "" && step.held.some((one) => same(one, place)));
  const cells = (texts: string[]) =>
    texts.map((fired, i) => [story[i], fired].filter(Boolean).join(" ") || (held[i] ? rest : ""));
  const wanted = fires(expected);
  if (!actual) return [{ label, cells: cells(wanted) }];
  const got = fires(actual);
  const given = wanted.some((fired) => fired !== "");
  if (got.join("\n") === wanted.join("\n")) return [{ label: given ? `${label} both` : label, cells: cells(wanted) }];
  const cell = steps.findIndex(({ position }) => position === difference?.after);
  const marked = difference && same(place, difference.window);
  const mark = marked && { mark: { words: difference.words, cell: Math.max(0, cell) } };
  const expectedRow = { label: `${label} expected`, cells: cells(wanted) };
  if (!given && story.every((one) => one === "")) return [{ label: `${label} yours`, cells: got, ...mark }];
  const nothing = got.every((fired) => fired === "");
  return nothing ? [{ ...expectedRow, ...mark }] : [expectedRow, { label: `${label} yours`, cells: got, ...mark }];
}

/** What a step means for a window, apart from what it makes it give. */
function storyOf(place: Place, { happening, assigned, purged, fires }: Step): string {
  const key = happening.kind === "event" ? happening.event.key : undefined;
  const own = key === place.key ? assigned.find((one) => same({ key, ...one }, place)) : undefined;
  const swallowed =
    key === place.key && assigned.some(({ merged }) => merged.some((one) => same({ key, ...one }, place)));
  const parts = [
    own && (own.dropped ? "drop" : "+"),
    swallowed && "merged",
    // Firing and purging are one, unless lateness lies between them.
    purged.some((one) => same(one, place)) && !fires.some((one) => same(one, place)) && "purge",
  ];
  return parts.filter(Boolean).join(" ");
}
