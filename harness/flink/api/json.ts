/** What a record, a key and a state hold: JSON, which Flink keeps as text. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** What the compiler shows where something is not JSON: the reason is in the type's name. */
export interface NotJson<Reason extends string> {
  readonly notJson: Reason;
}

/**
 * A bound, `T extends JsonOf<T>`, that only what survives JSON meets; what does not is shown with a `NotJson` that says
 * why. (`T extends Json` would refuse every interface: none is assignable to an index signature.)
 */
export type JsonOf<T> = { [Name in keyof T]: T extends NotData ? Refused<T> : FieldOf<T[Name]> } & (
  | string
  | number
  | boolean
  | null
  | object
);

type NotData =
  | PromiseLike<unknown>
  | Date
  | ReadonlyMap<unknown, unknown>
  | ReadonlySet<unknown>
  | ((...args: never) => unknown);

type FieldOf<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends NotData | bigint | symbol
    ? Refused<T>
    : T extends object
      ? { [Name in keyof T]: FieldOf<T[Name]> }
      : NotJson<"its type is unknown: say which JSON it is">;

type Refused<T> =
  T extends PromiseLike<unknown>
    ? NotJson<"a promise: the functions of a Flink job are synchronous">
    : T extends Date
      ? NotJson<"a Date comes back from JSON as a string: keep milliseconds">
      : T extends ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>
        ? NotJson<"a Map or a Set is {} in JSON: use an object, an array or MapState">
        : T extends bigint | symbol
          ? NotJson<"a bigint or a symbol is not JSON">
          : NotJson<"a function is not JSON: an instance of a class comes back without its methods">;

/** `number` for 1, 2: a bound that names primitives, as `JsonOf` does, makes the compiler infer the very values. */
export type Widened<T> = T extends string ? string : T extends number ? number : T extends boolean ? boolean : T;

/** `string` for "all"; "a" | "b" stays, which somebody meant. */
export type WidenedOne<T> = IsUnion<T> extends true ? T : Widened<T>;

type IsUnion<T, All = T> = T extends unknown ? ([All] extends [T] ? false : true) : never;

/**
 * JSON with the fields of objects in order, so that equal keys are equal texts. Fields that are undefined are left out, as
 * in JSON.
 * @throws TypeError for what else JSON would drop or change: undefined itself or in an array, NaN, infinities, functions,
 *     promises, instances of classes
 */
export function canonical(value: unknown, what: string): string {
  const scalar = value === null || typeof value === "string" || typeof value === "boolean" || Number.isFinite(value);
  // No early return, which bridge/values.ts says more of: most keys are scalars.
  return scalar ? JSON.stringify(value) : canonicalOfSeveral(value, what);
}

function canonicalOfSeveral(value: unknown, what: string): string {
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item, what)).join(",")}]`;
  if (typeof value === "object" && value !== null && isPlain(value)) {
    const fields = Object.entries(value)
      .filter(([, field]) => field !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, field]) => `${JSON.stringify(name)}:${canonical(field, what)}`);
    return `{${fields.join(",")}}`;
  }
  throw new TypeError(`${what} must be JSON, and it is ${described(value)}`);
}

/** Names a value that is not what it should be. */
export function described(value: unknown): string {
  if (typeof value === "function") return "a function";
  if (typeof value !== "object" || value === null) return typeof value === "bigint" ? `${value}n` : String(value);
  if (isThenable(value)) return "a promise: the functions of a Flink job are synchronous";
  if (isPlain(value) || Array.isArray(value)) return JSON.stringify(value);
  return `an instance of ${value.constructor?.name || "a class"}`;
}

export function isThenable(value: unknown): boolean {
  return typeof value === "object" && value !== null && "then" in value && typeof value.then === "function";
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
