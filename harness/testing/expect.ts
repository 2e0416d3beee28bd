import { chai, expect as vitestExpect } from "vitest";
import { brief, fieldPath, textOf } from "../feedback/difference.ts";
import type { TimedEvent, WindowResult } from "../kata/index.ts";
import { windowText } from "../time/notation.ts";
import { timeline } from "../time/timeline.ts";

/** An expectation in the terms of streams that was not met, with what was observed. */
export class Unmet extends Error {
  override readonly name = "Unmet";
  readonly #lay: () => string[];
  /** All that the evidence tells of, where it is too long to be told. */
  readonly observed: unknown;

  /** @param lay  lays the evidence out; asked only of a failure that is told, and of all that shrinking meets one is */
  constructor(sentence: string, lay: () => string[] = () => [], observed?: unknown) {
    super(sentence);
    this.#lay = lay;
    this.observed = observed;
  }

  get evidence(): string[] {
    return this.#lay();
  }
}

interface StreamMatchers {
  /** At least once: nothing expected is missing; more, or the same twice, is allowed. */
  toContainEvery(expected: Iterable<unknown>): void;
  /** These windows and no others, in any order; a failure draws them beside the events that arrived. */
  toEqualWindows(arrivals: TimedEvent[], expected: WindowResult[]): void;
  /** Exactly once: the same items as often as expected, in any order. */
  toContainExactly(expected: Iterable<unknown>): void;
}

declare module "vitest" {
  interface Matchers {
    toContainEvery: StreamMatchers["toContainEvery"];
    toContainExactly: StreamMatchers["toContainExactly"];
    toEqualWindows: StreamMatchers["toEqualWindows"];
  }
}

vitestExpect.extend({
  toContainEvery(received: Iterable<unknown>, expected: Iterable<unknown>) {
    const { missing } = compare(received, expected);
    if (missing.length > 0) throw new Unmet(said(this) ?? "Something is missing.", () => lines({ missing }), missing);
    return { pass: true, message: () => "" };
  },
  toContainExactly(received: Iterable<unknown>, expected: Iterable<unknown>) {
    const differences = compare(received, expected);
    const { missing, doubled, unexpected } = differences;
    if (missing.length + doubled.length + unexpected.length > 0) {
      const what = missing.length > 0 ? "is missing" : doubled.length > 0 ? "appears twice" : "was not expected";
      throw new Unmet(said(this) ?? `Something ${what}.`, () => lines(differences), differences);
    }
    return { pass: true, message: () => "" };
  },
});

vitestExpect.extend({
  toEqualWindows(received: Iterable<WindowResult>, arrivals: TimedEvent[], expected: WindowResult[]) {
    const actual = [...received];
    const { missing, doubled, unexpected } = compare(actual.map(windowText), expected.map(windowText));
    if (missing.length + doubled.length + unexpected.length > 0) {
      const lay = () => timeline({ arrivals, expected, actual });
      throw new Unmet(said(this) ?? "The windows are not the expected ones.", lay);
    }
    return { pass: true, message: () => "" };
  },
});

export const expect = vitestExpect;

/** The sentence of `expect(value, "sentence")`; Vitest keeps it with the assertion that a matcher works for. */
function said({ assertion }: { assertion?: object }): string | undefined {
  return assertion && chai.util.flag(assertion, "message");
}

interface Differences {
  missing: unknown[];
  doubled?: unknown[];
  unexpected?: unknown[];
}

function compare(received: Iterable<unknown>, expected: Iterable<unknown>): Required<Differences> {
  const wanted = new Map<string, { item: unknown; left: number }>();
  for (const item of expected) {
    const text = textOf(item);
    const entry = wanted.get(text) ?? { item, left: 0 };
    entry.left++;
    wanted.set(text, entry);
  }
  const doubled: unknown[] = [];
  const unexpected: unknown[] = [];
  for (const item of received) {
    const entry = wanted.get(textOf(item));
    if (!entry) unexpected.push(item);
    else if (entry.left-- <= 0) doubled.push(item);
  }
  const missing = [...wanted.values()].filter(({ left }) => left > 0).map(({ item }) => item);
  return { missing, doubled: byText(doubled), unexpected: byText(unexpected) };
}

/** In which order parallel tasks have written is chance, and the same failure is to be told again. */
function byText(items: unknown[]): unknown[] {
  const texts = items.map((item) => ({ text: textOf(item), item }));
  return texts.sort((a, b) => (a.text < b.text ? -1 : a.text > b.text ? 1 : 0)).map(({ item }) => item);
}

function lines(differences: Differences): string[] {
  const told = Object.entries(differences).flatMap(([name, items]: [string, unknown[]]) => {
    if (items.length === 0) return [];
    const more = items.length > 1 ? ` and ${items.length - 1} more` : "";
    return [`${name.padEnd(11)} ${brief(items[0])}${more}`];
  });
  const { missing, unexpected = [] } = differences;
  // One in the place of another: what tells them apart may be where the lines above are cut.
  return missing.length === 1 && unexpected.length === 1 ? [...told, ...fieldPath(missing[0], unexpected[0])] : told;
}
