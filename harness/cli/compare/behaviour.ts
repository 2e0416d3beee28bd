import type { CallRecord } from "../../target/index.ts";

/** One way in which two right answers differ: in how many calls of which checks, and the smallest case of it. */
export interface Difference {
  /** What differs, about the calls: `the same results, in another order`. */
  what: string;
  /** Checks in which it shows. */
  codes: string[];
  calls: number;
  /** The call as it was made, what was read of its streams, and what each did there, an item a line. */
  call: string;
  input: string[];
  yours: string[];
  theirs: string[];
}

/** By check code, the records of its calls. */
export type Behaviour = Map<string, CallRecord[]>;

interface Aspect {
  what: string;
  differs(yours: CallRecord, theirs: CallRecord): boolean;
  shown(record: CallRecord, other: CallRecord): string[];
}

const counted = (n: number, what: string) => `${n} ${what}${n === 1 ? "" : "s"}`;
const sameList = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((item, i) => item === b[i]);
const sameSet = (a: string[], b: string[]) => sameList(a.toSorted(), b.toSorted());

/** What is compared of two calls, most telling first; of each call the first aspect that differs counts. */
const ASPECTS: Aspect[] = [
  {
    what: "another kind of answer",
    differs: (a, b) => a.kind !== b.kind,
    shown: ({ kind, results }) => [kind, ...results],
  },
  {
    what: "other results",
    differs: (a, b) => !sameSet(a.results, b.results),
    shown: ({ results }) => results,
  },
  {
    what: "the same results in another order",
    differs: (a, b) => !sameList(a.results, b.results),
    shown: ({ results }) => results,
  },
  {
    what: "another part of the input is read",
    differs: (a, b) => !sameList(a.taken, b.taken),
    shown: ({ taken }) => [counted(taken.length, "item")],
  },
  {
    what: "results come earlier or later in the input",
    differs: (a, b) => !sameList(a.takenAt, b.takenAt),
    shown: ({ takenAt }, other) => {
      const i = takenAt.findIndex((taken, n) => taken !== other.takenAt[n]);
      return [`result ${i + 1} after ${counted(takenAt[i] ?? 0, "item")}`];
    },
  },
  {
    what: "the function it is given is called more or less often",
    differs: (a, b) => a.asked !== b.asked,
    shown: ({ asked }) => [counted(asked, "call")],
  },
];

/**
 * How two right answers differ on the same calls: in the kind of answer, the results, their order, what is read of the
 * streams and when, and how often functions are called. Nothing else is compared; a check whose calls are not the same
 * (it waits for something, and asks again) is left out, and `compared` counts the calls that were.
 */
export function behaviour(yours: Behaviour, theirs: Behaviour): { differences: Difference[]; compared: number } {
  const found = new Map<Aspect, Difference>();
  let compared = 0;
  for (const [code, mine] of yours) {
    const other = theirs.get(code) ?? [];
    if (!sameList(mine.map(asCalled), other.map(asCalled))) continue;
    compared += mine.length;
    for (const [i, record] of mine.entries()) {
      const counterpart = other[i];
      const aspect = counterpart && ASPECTS.find(({ differs }) => differs(record, counterpart));
      if (aspect) found.set(aspect, joined(found.get(aspect), difference(aspect, code, record, counterpart)));
    }
  }
  const differences = ASPECTS.flatMap((aspect) => found.get(aspect) ?? []);
  return { differences, compared };
}

function difference({ what, shown }: Aspect, code: string, record: CallRecord, other: CallRecord): Difference {
  const [yours, theirs] = [shown(record, other), shown(other, record)];
  return { what, codes: [code], calls: 1, call: asCalled(record), input: record.taken, yours, theirs };
}

/** One more of a kind: of the cases the smaller one is kept, the earlier of two that are equally small. */
function joined(known: Difference | undefined, one: Difference): Difference {
  if (!known) return one;
  const size = ({ call, input, yours }: Difference) => [call, ...input, ...yours].join("").length;
  const smaller = size(one) < size(known) ? one : known;
  return { ...smaller, codes: [...new Set([...known.codes, ...one.codes])], calls: known.calls + one.calls };
}

/** How like an alternative is: the share of the compared calls in which nothing differs, from 0 to 1. */
export interface Likeness {
  name: string;
  share: number;
}

/** The right answers in the order of their likeness to the learner's; only those of which a call was compared. */
export function likeness(yours: Behaviour, others: { name: string; behaviour: Behaviour }[]): Likeness[] {
  return others
    .flatMap(({ name, behaviour: theirs }) => {
      const { differences, compared } = behaviour(yours, theirs);
      const differing = differences.reduce((sum, { calls }) => sum + calls, 0);
      return compared === 0 ? [] : [{ name, share: 1 - differing / compared }];
    })
    .sort((a, b) => b.share - a.share);
}

function asCalled({ name, given }: CallRecord): string {
  return `${name}(${given.join(", ")})`;
}
