import { Unusable } from "./ended.ts";

/** Values of one result, counted as often as they are reached. */
const MOST_VALUES = 200_000;
const DEEPEST = 200;

/**
 * Refuses a value that would keep whoever walks it busy, or for ever: one that is huge, deep or holds itself, an array
 * that claims a length, a value that is reached in many ways. What is compared and printed later is walked as a tree.
 *
 * @throws Unusable
 */
export function insistOnModesty(value: unknown): void {
  let left = MOST_VALUES;
  const visit = (one: unknown, depth: number): void => {
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
  else yield* Object.values(one);
}
