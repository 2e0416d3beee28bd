import microdiff from "microdiff";
import { stringify as stable } from "safe-stable-stringify";
import { cut } from "../cut.ts";

const WIDTH = 56;

/**
 * Where two values first differ, in a few lines: never both values whole.
 * Lists are compared position by position, objects field by field.
 */
export function firstDifference(expected: unknown, actual: unknown): string[] {
  if (Array.isArray(expected) && Array.isArray(actual)) return inLists(expected, actual);
  if (isRecord(expected) && isRecord(actual)) return inObjects(expected, actual);
  return pair("", brief(expected), brief(actual));
}

function inLists(expected: unknown[], actual: unknown[]): string[] {
  const length = Math.max(expected.length, actual.length);
  for (let i = 0; i < length; i++) {
    if (i < expected.length && i < actual.length && same(expected[i], actual[i])) continue;
    const wanted = i < expected.length ? brief(expected[i]) : `nothing: ${count(expected.length)} in all`;
    const got = i < actual.length ? brief(actual[i]) : `nothing: ${count(actual.length)} in all`;
    const path = fieldPath(expected[i], actual[i]);
    return [...pair(`item ${i + 1}`, wanted, got), ...path, ...tally(expected, actual)];
  }
  return [];
}

function inObjects(expected: Record<string, unknown>, actual: Record<string, unknown>): string[] {
  const [first, ...others] = microdiff(actual, expected);
  if (!first) return pair("", brief(expected), brief(actual));
  const got = first.type === "CREATE" ? "nothing" : brief(first.oldValue);
  const wanted = first.type === "REMOVE" ? "nothing" : brief(first.value);
  const more =
    others.length > 0 ? [`and ${others.length} more ${others.length === 1 ? "field differs" : "fields differ"}`] : [];
  return [...pair(first.path.join("."), wanted, got), ...more];
}

/** Of two differing items that are objects: in which fields, and how. */
export function fieldPath(expected: unknown, actual: unknown): string[] {
  if (!isRecord(expected) || !isRecord(actual)) return [];
  const fields = microdiff(actual, expected).map(({ type, path }) => ({ type, name: path.join(".") }));
  const named = (type: string) => [...new Set(fields.filter((field) => field.type === type).map(({ name }) => name))];
  const told = (names: string[], words: (list: string) => string) =>
    names.length > 0 ? [words(names.slice(0, 4).join(", ") + (names.length > 4 ? ", ..." : ""))] : [];
  return [
    ...told(named("CHANGE"), (list) => `they differ in ${list}`),
    ...told(named("CREATE"), (list) => `yours has no ${list}`),
    ...told(named("REMOVE"), (list) => `yours has ${list}, which is not expected`),
  ];
}

/** An item as it is compared with others: the order of an object's fields is nobody's business. */
export function textOf(item: unknown): string {
  return stable(item) ?? String(item);
}

/** What is missing, unexpected or doubled, whatever the order. */
function tally(expected: unknown[], actual: unknown[]): string[] {
  const left = counted(expected);
  let unexpected = 0;
  for (const item of actual) {
    const text = textOf(item);
    const remaining = left.get(text) ?? 0;
    if (remaining > 0) left.set(text, remaining - 1);
    else unexpected++;
  }
  const missing = [...left.values()].reduce((sum, n) => sum + n, 0);
  if (missing === 0 && unexpected === 0) return ["the items are the right ones, in another order"];
  if (expected.length <= 1 && actual.length <= 1) return [];
  return [`in all: ${missing} missing, ${unexpected} unexpected`];
}

function counted(items: unknown[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) {
    const text = textOf(item);
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

/** `expected` and `yours`, one under the other. */
function pair(where: string, expected: string, actual: string): string[] {
  const label = where === "" ? "" : `${where}  `;
  const indent = " ".repeat(label.length);
  return [`${label}expected  ${expected}`, `${indent}yours     ${actual}`];
}

/** A value on one line, cut where it gets long. */
export function brief(value: unknown, width = WIDTH): string {
  const text = value === undefined ? "undefined" : typeof value === "bigint" ? `${value}n` : stringify(value);
  return cut(text, width);
}

/** JSON, with what JSON cannot say said all the same: NaN, Infinity, undefined. */
function stringify(value: unknown): string {
  const unsayable = (_: string, item: unknown) =>
    item === undefined || (typeof item === "number" && !Number.isFinite(item)) ? `\u0000${item}` : item;
  try {
    return (JSON.stringify(value, unsayable) ?? String(value)).replaceAll(/"\\u0000(\S+?)"/g, "$1");
  } catch {
    return String(value);
  }
}

function same(a: unknown, b: unknown): boolean {
  if (isRecord(a) && isRecord(b)) return microdiff(a, b).length === 0;
  if (Array.isArray(a) && Array.isArray(b)) return microdiff(a, b).length === 0;
  return Object.is(a, b);
}

function count(n: number): string {
  return `${n} ${n === 1 ? "item" : "items"}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
