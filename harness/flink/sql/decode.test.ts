import { parse } from "lossless-json";
import { expect, test } from "vitest";
import { Digits, decode, type LogicalType } from "./decode.ts";
import { readPlan } from "./plan.ts";

/** @param json  as the gateway writes it */
const decoded = (json: string, type: LogicalType | string) =>
  decode(
    parse(json, undefined, (digits) => new Digits(digits)),
    typeof type === "string" ? { type } : type,
  );

test.each([
  ["INTEGER", "7", 7],
  ["BIGINT", "9007199254740991", 9007199254740991],
  ["BIGINT", "9223372036854775807", 9223372036854775807n],
  ["DECIMAL", "1.5", 1.5],
  ["DECIMAL", "12345678901234567890.12", "12345678901234567890.12"],
  ["DOUBLE", "1.5E20", 1.5e20],
  ["DOUBLE", '"NaN"', Number.NaN],
  ["FLOAT", '"-Infinity"', Number.NEGATIVE_INFINITY],
  ["VARCHAR", '"7"', "7"],
  ["BOOLEAN", "false", false],
  ["DATE", '"2026-03-01"', "2026-03-01"],
  ["TIME_WITHOUT_TIME_ZONE", '"08:30:00"', "08:30:00"],
  ["TIMESTAMP_WITHOUT_TIME_ZONE", '"2023-11-14T22:13:20"', 1_700_000_000_000],
  ["TIMESTAMP_WITHOUT_TIME_ZONE", '"2023-11-14T22:13:20.123999"', 1_700_000_000_123],
  ["TIMESTAMP_WITH_LOCAL_TIME_ZONE", '"2023-11-14T22:13:20.5Z"', 1_700_000_000_500],
  ["INTERVAL_DAY_TIME", "86400000", 86_400_000],
  ["VARBINARY", '"Cv8="', new Uint8Array([0x0a, 0xff])],
  ["BIGINT", "null", null],
])("%s %s", (type, json, value) => {
  expect(decoded(json, type)).toEqual(value);
});

test("types within types", () => {
  const bigint = { type: "BIGINT" };
  expect(decoded("[1,null]", { type: "ARRAY", elementType: bigint })).toEqual([1, null]);
  expect(decoded('{"a":1}', { type: "MAP", keyType: { type: "CHAR" }, valueType: bigint })).toEqual(
    new Map([["a", 1]]),
  );
  const fields = [{ name: "at", fieldType: { type: "TIMESTAMP_WITHOUT_TIME_ZONE" } }];
  expect(decoded('{"at":"1970-01-01T00:00:01"}', { type: "ROW", fields })).toEqual({ at: 1_000 });
});

test("of a plan, what is executed", () => {
  const text =
    "== Abstract Syntax Tree ==\na\n\n== Optimized Physical Plan ==\nb\n\n== Optimized Execution Plan ==\nc\n+- d\n";
  expect(readPlan(text)).toEqual({ text, optimized: "c\n+- d" });
});
