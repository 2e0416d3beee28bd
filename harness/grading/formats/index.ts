/** A grade as others read it: pure functions of the document, by name. To add one, add a file and a line. */
import { closest, distance } from "fastest-levenshtein";
import { EXIT, Problem } from "../../problem.ts";
import { classroom } from "./classroom.ts";
import { classroom50 } from "./classroom50.ts";
import { csv } from "./csv.ts";
import type { Format } from "./format.ts";
import { json } from "./json.ts";
import { junit } from "./junit.ts";
import { summary } from "./summary.ts";
import { text } from "./text.ts";

export { type RosterRow, rosterCsv } from "./csv.ts";
export type { Format, Setting } from "./format.ts";
export { deliver, type Output, pairOutputs } from "./outputs.ts";

const FORMATS = { text, json, csv, summary, junit, classroom, classroom50 } satisfies Record<string, Format>;

export const FORMAT_NAMES = Object.keys(FORMATS);

/** @throws Problem (exit 2) naming the formats there are */
export function findFormat(name: string): Format {
  const format = Object.entries<Format>(FORMATS).find(([known]) => known === name)?.[1];
  if (format) return format;
  const near = closest(name, FORMAT_NAMES);
  const guess = distance(name, near) <= 2 ? ` Did you mean ${near}?` : "";
  throw new Problem(`There is no format "${name}".${guess}`, {
    remedy: `The formats are ${FORMAT_NAMES.join(", ")}.`,
    exitCode: EXIT.usage,
  });
}
