import { inspect } from "node:util";

/**
 * A value on one line: equal texts for equal values, whatever the order of their fields; nothing left out, none of its own
 * code run.
 */
export function asText(value: unknown): string {
  const text = inspect(value, {
    sorted: true,
    compact: true,
    depth: Number.POSITIVE_INFINITY,
    maxArrayLength: 100_000,
    maxStringLength: 1_000_000,
    breakLength: Number.POSITIVE_INFINITY,
    customInspect: false,
  });
  // Generated input may have no prototype; what it holds is the same.
  return text.replaceAll("[Object: null prototype] ", "");
}
