/**
 * Values of a result by their SQL types.
 *
 * | Flink | here |
 * |---|---|
 * | TINYINT, SMALLINT, INT, FLOAT, DOUBLE | number; NaN and the infinities too |
 * | BIGINT | number where it is exact, else bigint |
 * | DECIMAL | number where no digit is lost, else its text |
 * | TIMESTAMP, TIMESTAMP_LTZ | milliseconds since the epoch, as the course's event times; a TIMESTAMP is read as UTC; finer digits are cut |
 * | DATE, TIME | "2026-03-01", "08:30:00" |
 * | INTERVAL | milliseconds, or months |
 * | CHAR, VARCHAR, BOOLEAN | string, boolean |
 * | BINARY, VARBINARY | Uint8Array |
 * | ARRAY, MAP, MULTISET, ROW | array, Map, Map of counts, object |
 */
import { isSafeNumber } from "lossless-json";

/** As the gateway tells a type: "BIGINT", "TIMESTAMP_WITHOUT_TIME_ZONE", "ROW". */
export interface LogicalType {
  readonly type: string;
  readonly nullable?: boolean;
  readonly elementType?: LogicalType;
  readonly keyType?: LogicalType;
  readonly valueType?: LogicalType;
  readonly fields?: readonly { readonly name: string; readonly fieldType: LogicalType }[];
}

export interface Column {
  readonly name: string;
  readonly logicalType: LogicalType;
}

/** A number of the gateway's JSON, whose digits `JSON.parse` might lose. */
export class Digits {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

const COUNT: LogicalType = { type: "INTEGER" };

/** @param value  of the gateway's JSON, its numbers as `Digits` */
export function decode(value: unknown, type: LogicalType): unknown {
  if (value === null || value === undefined) return null;
  const text = value instanceof Digits ? value.text : value;
  switch (type.type) {
    case "BIGINT":
      return integer(String(text));
    case "DECIMAL":
      return isSafeNumber(String(text)) ? Number(text) : text;
    case "TIMESTAMP_WITHOUT_TIME_ZONE":
      return Date.parse(`${milliseconds(String(text))}Z`);
    case "TIMESTAMP_WITH_LOCAL_TIME_ZONE":
      return Date.parse(milliseconds(String(text)));
    case "FLOAT":
    case "DOUBLE":
      // What is no number in JSON comes as text: "NaN", "Infinity".
      return Number(text);
    case "BINARY":
    case "VARBINARY":
      return new Uint8Array(Buffer.from(String(text), "base64"));
    case "ARRAY":
      return elements(value).map((element) => decode(element, type.elementType ?? COUNT));
    case "MAP":
      return map(value, type.valueType ?? COUNT);
    case "MULTISET":
      return map(value, COUNT);
    case "ROW":
      return Object.fromEntries(
        (type.fields ?? []).map(({ name, fieldType }) => [name, decode(members(value)[name], fieldType)]),
      );
    default:
      return value instanceof Digits ? Number(value.text) : value;
  }
}

function integer(text: string): number | bigint {
  const number = Number(text);
  return Number.isSafeInteger(number) ? number : BigInt(text);
}

/** A JavaScript date has no finer digits. */
function milliseconds(timestamp: string): string {
  return timestamp.replace(/(\.\d{3})\d+/, "$1");
}

function map(value: unknown, type: LogicalType): Map<string, unknown> {
  return new Map(Object.entries(members(value)).map(([key, member]) => [key, decode(member, type)]));
}

function elements(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function members(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
}
