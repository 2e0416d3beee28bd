import { describe, expect as plain, test } from "vitest";
import { expect, Unmet } from "./expect.ts";

/** What a failing assertion shows below its sentence. */
function shown(assert: () => void): string[] {
  try {
    assert();
  } catch (error) {
    if (error instanceof Unmet) return error.evidence;
    throw error;
  }
  throw new Error("it holds");
}

describe("toContainExactly", () => {
  test("fields are compared by name: their order is nobody's business", () => {
    const line = { product: "mug", price: { cents: 900, currency: "EUR" } };
    expect([{ price: { currency: "EUR", cents: 900 }, product: "mug" }]).toContainExactly([line]);
    expect([{ price: { currency: "EUR", cents: 900 }, product: "mug" }]).toContainEvery([line]);
  });

  test("the order within a list is compared, and how often an item is there", () => {
    plain(shown(() => expect([["a", "b"]]).toContainExactly([["b", "a"]]))[0]).toContain("missing");
    plain(shown(() => expect([{ a: 1 }, { a: 1 }]).toContainExactly([{ a: 1 }]))).toEqual(['doubled     {"a":1}']);
  });

  test("of one item in the place of another it is said in which fields they differ", () => {
    const order = { id: "o-1", customer: "a customer whose name is longer than a line of this report", cents: 5 };
    const lines = shown(() => expect([{ ...order, cents: 6 }]).toContainExactly([order]));
    plain(lines.at(-1)).toBe("they differ in cents");
  });
});
