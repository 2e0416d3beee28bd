/** A time that has a place on an axis: a finite number, and small enough for differences to be exact. */
export function isDrawable(time: number): boolean {
  return Number.isFinite(time) && Math.abs(time) <= Number.MAX_SAFE_INTEGER;
}

/** How times are written: in full, or as `+offset` from `base`. */
export interface Naming {
  /** Milliseconds; undefined where times are written in full. */
  base: number | undefined;
  name(time: number): string;
}

/** From this many letters on a time is written as an offset, if that saves at least four of them. */
const LONG = 8;

/** Epoch milliseconds that lie close together read better as offsets from the smallest. */
export function naming(times: number[]): Naming {
  const drawable = times.filter(isDrawable);
  const smallest = Math.min(...drawable);
  const longest = Math.max(...drawable.map((time) => `${time}`.length));
  const offset = (time: number) => `+${time - smallest}`;
  const longestOffset = Math.max(...drawable.map((time) => offset(time).length));
  if (drawable.length === 0 || longest < LONG || longestOffset > longest - 4) {
    return { base: undefined, name: (time) => `${time}` };
  }
  return { base: smallest, name: (time) => (isDrawable(time) ? offset(time) : `${time}`) };
}

/** The column of a time, from 0; undefined for a time that has no place. */
export type Scale = (time: number) => number | undefined;

/** A linear scale: the smallest time stands in column 0, the largest in column `columns - 1`. A span of 0 is column 0. */
export function linearScale(times: number[], columns: number): Scale {
  const drawable = times.filter(isDrawable);
  const smallest = Math.min(...drawable);
  const span = Math.max(...drawable) - smallest;
  return (time) => {
    if (!isDrawable(time)) return undefined;
    return span === 0 ? 0 : Math.round(((time - smallest) / span) * (columns - 1));
  };
}

/**
 * Labels that begin where their times are.
 *
 * @param times  most important first: a label that would touch one already placed, or leave `room` columns, is left out
 */
export function tickLabels(times: number[], scale: Scale, name: Naming["name"], room: number): string {
  const row = Array<string>(room).fill(" ");
  for (const time of times) {
    const column = scale(time);
    if (column === undefined) continue;
    const label = name(time);
    const around = row.slice(Math.max(0, column - 1), column + label.length + 1);
    if (column + label.length > room || around.some((letter) => letter !== " ")) continue;
    row.splice(column, label.length, ...label);
  }
  return row.join("").trimEnd();
}
