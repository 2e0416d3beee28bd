import { Unusable } from "./ended.ts";

/** Values of one result, counted as often as they are reached. */
const MOST_VALUES = 200_000;
const DEEPEST = 200;
/** Letters of its strings, counted as often as they are reached: what is shown of a failure begins as one text. The largest answer of an exercise has 4 MB. */
const MOST_LETTERS = 7_500_000;
/** A whole number beyond this takes long to be written down. */
const LARGEST = 1n << 65_536n;

/**
 * Refuses a value that would keep whoever walks it busy, or for ever: one that is huge, deep or holds itself, an array
 * that claims a length, a value that is reached in many ways. What is compared and printed later is walked as a tree.
 *
 * @throws Unusable
 */
export function insistOnModesty(value: unknown): void {
  let left = MOST_VALUES;
  let letters = MOST_LETTERS;
  const visit = (one: unknown, depth: number): void => {
    if (typeof one === "string") letters -= one.length;
    if (typeof one === "bigint" && (one > LARGEST || one < -LARGEST)) letters = -1;
    if (one instanceof URL || one instanceof URLSearchParams || one instanceof RegExp) letters -= String(one).length;
    if (letters < 0) throw new Unusable(`the result holds more than ${MOST_LETTERS} letters and digits`);
    if (typeof one !== "object" || one === null) return;
    if (depth > DEEPEST) throw new Unusable(`the result is nested more than ${DEEPEST} deep, or holds itself`);
    left -= 1 + sizeOf(one);
    if (left < 0) throw new Unusable(`the result holds more than ${MOST_VALUES} values`);
    for (const part of partsOf(one)) visit(part, depth + 1);
  };
  visit(value, 0);
}

function sizeOf(one: object): number {
  if (Array.isArray(one)) return one.length;
  if (ArrayBuffer.isView(one)) return one.byteLength;
  if (one instanceof ArrayBuffer) return one.byteLength;
  if (one instanceof Map || one instanceof Set) return one.size;
  return Object.keys(one).length;
}

function* partsOf(one: object): Generator<unknown> {
  if (ArrayBuffer.isView(one) || one instanceof ArrayBuffer) return;
  if (one instanceof Map) {
    for (const [key, value] of one) yield* [key, value];
  } else if (one instanceof Set) yield* one;
  else {
    yield* Object.keys(one);
    yield* Object.values(one);
  }
}
