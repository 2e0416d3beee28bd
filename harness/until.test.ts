import { expect, test } from "vitest";
import { NotObserved, until } from "./until.ts";

test("returns the first observation that satisfies", async () => {
  let looked = 0;
  expect(
    await until(
      "three",
      () => ++looked,
      (seen) => seen === 3,
    ),
  ).toBe(3);
});

test("at the deadline it says what was awaited, for how long, and what was seen last", async () => {
  const waiting = until(
    "the group to have two members",
    () => ["one"],
    (members) => members.length === 2,
    50,
  );
  await expect(waiting).rejects.toBeInstanceOf(NotObserved);
  await expect(waiting).rejects.toThrow('waited 0.05 s for the group to have two members; last seen: ["one"]');
});

test("nothing is ever called unobserved without a look after the deadline has been reached", async () => {
  const seen = await until(
    "a slow observation",
    async () => await new Promise<string>((resolve) => setTimeout(() => resolve("there"), 30)),
    () => true,
    0,
  );
  expect(seen).toBe("there");
});

test("an observation that throws ends the wait", async () => {
  const broken = async () => {
    throw new Error("no such topic");
  };
  await expect(until("anything", broken, () => true)).rejects.toThrow("no such topic");
});

test("a value that JSON has no word for can still be told", async () => {
  await expect(
    until(
      "an offset",
      () => ({ end: 12n }),
      () => false,
      10,
    ),
  ).rejects.toThrow('last seen: {"end":12}');
});
