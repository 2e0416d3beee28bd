import { expect, test } from "vitest";
import type { CallRecord } from "../../target/index.ts";
import { type Behaviour, behaviour, likeness } from "./behaviour.ts";

const call = (over: Partial<CallRecord> = {}): CallRecord => ({
  name: "f",
  given: ["stream"],
  kind: "list",
  results: ["1", "2"],
  taken: ["a", "b"],
  takenAt: [],
  asked: 0,
  ...over,
});
const of = (calls: Record<string, CallRecord[]>): Behaviour => new Map(Object.entries(calls));
const kinds = (yours: CallRecord, theirs: CallRecord) =>
  behaviour(of({ "ABC-01": [yours] }), of({ "ABC-01": [theirs] })).differences.map(({ what }) => what);

test.each<[string, Partial<CallRecord>, string[]]>([
  ["nothing", {}, []],
  ["the kind", { kind: "stream" }, ["another kind of answer"]],
  ["a result", { results: ["1", "3"] }, ["other results"]],
  ["one result more", { results: ["1", "2", "2"] }, ["other results"]],
  ["the order", { results: ["2", "1"] }, ["the same results in another order"]],
  ["what is read", { taken: ["a"] }, ["another part of the input is read"]],
  ["when it is read", { takenAt: [2, 2] }, ["results come earlier or later in the input"]],
  ["calls back", { asked: 3 }, ["the function it is given is called more or less often"]],
])("told apart by: %s", (_, over, expected) => {
  expect(kinds(call(), call(over))).toEqual(expected);
});

test("one kind of difference is told once, with its checks, its count and its smallest case", () => {
  const [long, short] = [
    ["10", "20", "30"],
    ["1", "2"],
  ];
  const yours = of({
    "ABC-01": [call({ results: long })],
    "ABC-02": [call(), call({ given: ["7"], results: short })],
  });
  const theirs = of({
    "ABC-01": [call({ results: long.toReversed() })],
    "ABC-02": [call(), call({ given: ["7"], results: short.toReversed() })],
  });
  expect(behaviour(yours, theirs)).toEqual({
    compared: 3,
    differences: [
      {
        what: "the same results in another order",
        codes: ["ABC-01", "ABC-02"],
        calls: 2,
        call: "f(7)",
        input: ["a", "b"],
        yours: ["1", "2"],
        theirs: ["2", "1"],
      },
    ],
  });
});

test("an eager answer says after how many items its first result comes", () => {
  const stream: Partial<CallRecord> = { kind: "stream", taken: ["a", "b"] };
  const { differences } = behaviour(
    of({ "ABC-01": [call({ ...stream, takenAt: [2, 2] })] }),
    of({ "ABC-01": [call({ ...stream, takenAt: [1, 2] })] }),
  );
  expect(differences).toMatchObject([{ yours: ["result 1 after 2 items"], theirs: ["result 1 after 1 item"] }]);
});

test("a check that calls otherwise, or failed on one side, is not compared", () => {
  const yours = of({ "ABC-01": [call()], "ABC-02": [call()], "ABC-03": [call({ results: [] })] });
  const theirs = of({ "ABC-01": [call()], "ABC-02": [call(), call()] });
  expect(behaviour(yours, theirs)).toEqual({ compared: 1, differences: [] });
});

test("the right answers in the order of their likeness", () => {
  const yours = of({ "ABC-01": [call(), call({ results: ["2", "1"] })] });
  const others = [
    { name: "half", behaviour: of({ "ABC-01": [call(), call()] }) },
    { name: "same", behaviour: yours },
    { name: "other calls", behaviour: of({}) },
  ];
  expect(likeness(yours, others)).toEqual([
    { name: "same", share: 1 },
    { name: "half", share: 0.5 },
  ]);
});
