import { linearScale, type Naming, type Scale, tickLabels } from "./axis.ts";

/** An axis with fewer columns tells nothing; rows then are words only. */
const NARROWEST_AXIS = 16;
const HEADING = "event time";
const MARK = "first difference:";

/** A row of the picture; its words are ASCII, a column a letter. */
export interface Row {
  label: string;
  text: string;
  /** Where it stands on the axis: a moment, or a window's start and end; milliseconds. */
  place?: number | [start: number, end: number];
  /** The first difference in words, if it is here. */
  mark?: string | undefined;
}

/** Columns of a picture. */
export interface Layout {
  /** Columns of the labels, with the gap after them. */
  label: number;
  /** Where the axis begins. */
  left: number;
  width: number;
  /** Undefined where there is no room for an axis, or nothing to place. */
  scale: Scale | undefined;
}

/**
 * Labels and texts take what they need, the axis what is left.
 *
 * @param times  what has a place on the axis, milliseconds
 */
export function layOut(rows: Row[], key: string, times: number[], name: Naming["name"], width: number): Layout {
  const label = Math.max(...rows.map((row) => row.label.length)) + 2;
  const text = Math.max(...rows.map((row) => row.text.length)) + 2;
  const left = Math.max(label + text, `key ${key}  ${HEADING}  `.length);
  // The label of the largest time begins at its tick, and has to end within the width.
  const columns = width - left - name(Math.max(...times)).length + 1;
  const fits = times.length > 0 && columns >= NARROWEST_AXIS;
  return { label, left, width, scale: fits ? linearScale(times, columns) : undefined };
}

/** The key, and the axis with its labels. */
export function heading(key: string, times: number[], name: Naming["name"], { left, width, scale }: Layout): string {
  if (!scale) return `key ${key}`;
  const gap = " ".repeat(left - `key ${key}${HEADING}  `.length);
  return `key ${key}${gap}${HEADING}  ${tickLabels(times, scale, name, width - left)}`;
}

/** A row, and the mark beside it, or under it where there is no room. */
export function drawn(row: Row, layout: Layout): string[] {
  const text = `${row.label.padEnd(layout.label)}${row.text}`;
  const { column, ink } = figure(row, layout);
  const line = ink === "" ? text : text + " ".repeat(layout.left + column - text.length) + ink;
  if (!row.mark) return [line];
  const mark = `${MARK} ${row.mark}`;
  const beside = `${line}  <- ${mark}`;
  if (beside.length <= layout.width) return [beside];
  const room = layout.width - mark.length - 2;
  if (room < 0) return [line, `^ ${MARK}`, `  ${row.mark}`];
  const under = ink === "" ? layout.label : layout.left + column;
  return [line, `${" ".repeat(Math.min(under, room))}^ ${mark}`];
}

/** The dot or bar of a row, and the column of the axis where it begins; no ink for what has no place. */
function figure({ place }: Row, { scale }: Layout): { column: number; ink: string } {
  const [start, end] = typeof place === "object" ? place : [place, place];
  const from = start === undefined ? undefined : scale?.(start);
  const to = end === undefined ? undefined : scale?.(end);
  if (from === undefined || to === undefined) return { column: 0, ink: "" };
  if (typeof place === "number") return { column: from, ink: "o" };
  const length = Math.abs(to - from);
  return { column: Math.min(from, to), ink: length === 0 ? "|" : `|${"-".repeat(length - 1)}|` };
}

/** Words in lines of at most `width` letters, as far as the words are no longer. */
export function wrapped(words: string, width: number): string[] {
  const lines: string[] = [];
  for (const word of words.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}
