/**
 * Names of topics, groups, jobs and transactional ids that are made for one check of one run: what they are made of, and
 * how the part that the test chose is found in them again.
 */
import { createHash, randomBytes } from "node:crypto";
import { ROOT } from "../paths.ts";

/** All that this checkout ever makes on a cluster begins with this. */
export const PREFIX = `katas-${createHash("sha256").update(ROOT).digest("hex").slice(0, 6)}`;

/** Flink's metrics have underscores where a name has dots. */
const SHAPE = `${PREFIX}[._][0-9a-f]+[._](?:[a-z]+-\\d+|[0-9a-f]{6})[._](.+?)[._][0-9a-f]{6}(?![0-9a-f])`;
const WHOLE = new RegExp(`^${SHAPE}$`);
const EACH = new RegExp(SHAPE, "g");

/**
 * @param run    the run's id, hexadecimal
 * @param check  which check it is of: its code in small letters, or six hexadecimal digits that say nothing
 * @param what   chosen by the test
 * @returns      a name that is never used twice: "katas-5f0c1e.03afc1.hel-04.greetings.9d7b02"
 */
export function uniqueName(run: string, check: string, what: string): string {
  return [PREFIX, run, check, what, randomBytes(3).toString("hex")].join(".");
}

/** What the test chose of a name; all of one that was not made so. */
export function chosenIn(name: string): string {
  return WHOLE.exec(name)?.[1] ?? name;
}

/** A text with nothing but what the tests chose in the places of such names. */
export function withChosen(text: string): string {
  return text.replaceAll(EACH, "$1");
}
