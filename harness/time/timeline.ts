import type { TimedEvent, WindowResult } from "../kata/index.ts";
import { windowText } from "./notation.ts";

/** What a timeline shows: the events in the order of arrival, and the windows expected and given. */
export interface Timeline {
  arrivals: TimedEvent[];
  expected: WindowResult[];
  actual: WindowResult[];
}

/** A timeline in lines of plain letters, at most `width` columns. */
export function timeline({ expected, actual }: Timeline, _width = 72): string[] {
  return [...expected.map((w) => `expected  ${windowText(w)}`), ...actual.map((w) => `yours     ${windowText(w)}`)];
}
