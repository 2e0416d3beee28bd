/**
 * A submission's process: imports the staged bundle, which its last argument names, and does what the tests' process
 * asks for. Nothing here is to be trusted once the bundle is loaded; what is answered is judged over there.
 */
import { syncBuiltinESMExports } from "node:module";
import { Socket } from "node:net";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { createBirpc } from "birpc";
import { parse, stringify } from "devalue";
import { counted, isAsyncIterable, type Reading, unread } from "../streams.ts";
import {
  type Answer,
  CHANNEL,
  CHANNEL_LOST,
  HANDLE,
  type Handle,
  type Judge,
  type Outcome,
  type Readings,
  type Step,
  type Submission,
  type Thrown,
  thrown,
} from "./wire.ts";

const bundle = process.argv.at(-1) ?? "";
const channel = new Socket({ fd: CHANNEL });
// Without the tests' process there is nothing to do, and nobody who would end this one.
channel.on("close", () => process.exit(CHANNEL_LOST));
channel.on("error", () => process.exit(CHANNEL_LOST));

// Where processes are not held apart, a signal opens the inspector of any other in Node, and that is master of all.
for (const name of ["kill", "_kill", "_debugProcess"]) Reflect.deleteProperty(process, name);
syncBuiltinESMExports();

let module: Record<string, unknown> = {};
const iterators = new Map<number, AsyncIterator<unknown>>();
const signals = new Map<number, AbortController>();
const scripts = new Map<number, AsyncIterable<unknown>>();
/** How far scripted streams have been read, where it has not been told. */
const readings = new Map<number, Reading>();
let numbers = 0;

const END: IteratorResult<unknown> = { done: true, value: undefined };
/** Of items that are told at once: enough to pay for a message, few enough for one. */
const MOST_STEPS = 64;
const MANY_LETTERS = 1_000_000;

const submission: Submission = {
  async load() {
    try {
      module = await import(pathToFileURL(bundle).href);
      return { exports: Object.keys(module).filter((name) => typeof module[name] === "function") };
    } catch (error) {
      return { threw: thrown(error) };
    }
  },
  async call(name, args) {
    return outcome(async () => {
      const fn = module[name];
      if (typeof fn !== "function") throw new TypeError(`${name} is not a function`);
      const returned: unknown = await fn(...args);
      if (!isAsyncIterable(returned)) return { returned };
      const iterable = ++numbers;
      iterators.set(iterable, returned[Symbol.asyncIterator]());
      return { iterable };
    });
  },
  async next(iterable) {
    return answered(await step(iterable, async (iterator) => iterator.next()));
  },
  async some(iterable) {
    const steps: string[] = [];
    for (let letters = 0; steps.length < MOST_STEPS && letters < MANY_LETTERS; ) {
      const found = await step(iterable, async (iterator) => iterator.next());
      const text = written(withReadings(found), (threw) => ({ threw }));
      steps.push(text);
      letters += text.length;
      if (!("value" in found)) break;
    }
    await turns();
    return { steps };
  },
  async leave(iterable) {
    const left = async (iterator: AsyncIterator<unknown>) => (await iterator.return?.()) ?? END;
    return answered(await step(iterable, left));
  },
  async abort(signal) {
    signals.get(signal)?.abort();
  },
  async settle() {
    await turns();
    scripts.clear();
    return undefined;
  },
};

const judge = createBirpc<Judge, Submission, false>(submission, {
  post: (text: string) => channel.write(`${text}\n`),
  on: (receive) => createInterface({ input: channel }).on("line", receive),
  serialize,
  deserialize: (text: string) => parse(text, { [HANDLE]: standIn, instance: (value) => value }),
  timeout: -1,
  proxify: false,
});

for (const [event, how] of [
  ["unhandledRejection", "rejection"],
  ["uncaughtException", "exception"],
] as const) {
  process.on(event, (error: unknown) => {
    void judge.$callEvent("failed", how, thrown(error)).finally(() => channel.end(() => process.exit(1)));
  });
}

/** What was passed by its number. */
function standIn(handle: Handle): unknown {
  if ("callback" in handle) return callback(handle.callback);
  if ("signal" in handle) return signal(handle);
  return "script" in handle ? script(handle) : stream(handle.stream);
}

function callback(number: number) {
  return async (...args: unknown[]): Promise<unknown> => {
    const answer = await judge.$call("callback", number, args);
    if ("threw" in answer) throw Object.assign(new Error(answer.threw.message), { name: answer.threw.name });
    return "returned" in answer ? answer.returned : undefined;
  };
}

function signal({ signal: number, aborted }: { signal: number; aborted: boolean }): AbortSignal {
  const controller = signals.get(number) ?? new AbortController();
  signals.set(number, controller);
  if (aborted) controller.abort();
  return controller.signal;
}

function stream(number: number): AsyncIterable<unknown> {
  return {
    [Symbol.asyncIterator]() {
      const reader = ++numbers;
      return {
        next: async () => item(await judge.$call("pull", number, reader)),
        return: async () => item(await judge.$call("leave", number, reader)),
      };
    },
  };
}

function script({ script: number, items }: { script: number; items: readonly unknown[] }): AsyncIterable<unknown> {
  const known = scripts.get(number);
  if (known) return known;
  const reading = unread();
  const begun = counted(items, reading, () => isRead(number, reading));
  scripts.set(number, begun);
  return begun;
}

function item(step: Step): IteratorResult<unknown> {
  if ("threw" in step) throw Object.assign(new Error(step.threw.message), { name: step.threw.name });
  return "value" in step ? { done: false, value: step.value } : { done: true, value: undefined };
}

/** An object of a class is judged by what it holds, as `toEqual` judges it: its own fields. */
function instance(value: unknown): object | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === null || prototype === Object.prototype) return undefined;
  return /^\[object (Object|Error)\]$/.test(Object.prototype.toString.call(value)) ? { ...value } : undefined;
}

function isRead(number: number, reading: Reading): void {
  // Most is told with the next answer; where none comes soon, it is told by itself.
  if (readings.size === 0) setTimeout(tellReadings, 20).unref();
  readings.set(number, reading);
}

function tellReadings(): void {
  if (readings.size > 0) void judge.$callEvent("read", takeReadings());
}

function takeReadings(): Readings {
  const taken = Object.fromEntries([...readings].map(([number, reading]) => [number, { ...reading }]));
  readings.clear();
  return taken;
}

/** An answer, after two turns, with how far streams have been read by then. */
async function answered<T extends Outcome | Step>(found: T): Promise<Answer<T>> {
  await turns();
  return withReadings(found);
}

function withReadings<T extends Outcome | Step>(found: T): Answer<T> {
  return readings.size === 0 ? found : { ...found, read: takeReadings() };
}

async function outcome(work: () => Promise<Outcome>): Promise<Answer<Outcome>> {
  return answered(await work().catch((error: unknown): Outcome => ({ threw: thrown(error) })));
}

async function step(
  iterable: number,
  work: (iterator: AsyncIterator<unknown>) => Promise<IteratorResult<unknown>>,
): Promise<Step> {
  const iterator = iterators.get(iterable);
  if (!iterator) return { done: true };
  let found: Step;
  try {
    const { done, value } = await work(iterator);
    found = done ? { done: true } : { value };
  } catch (error) {
    found = { threw: thrown(error) };
  }
  if (!("value" in found)) iterators.delete(iterable);
  return found;
}

function serialize(message: { t: "q" | "s"; i?: string }): string {
  if (message.t === "q") return stringify(message, { instance });
  return written(message, (threw) => ({ t: "s", i: message.i, r: { threw } }));
}

/** What cannot cross (a function, a promise, a symbol) is a fault of the answer, and told as one. */
function written(found: object, instead: (threw: Thrown) => object): string {
  try {
    return stringify(found, { instance });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return stringify(instead({ name: "TypeError", message: `the result is not plain data (${why})` }));
  }
}

/**
 * Two turns of the event loop. An operator that reads ahead asks for its next item before its answer is sent, so that
 * the tests see it here as they would in their own process.
 */
async function turns(): Promise<void> {
  for (let i = 0; i < 2; i++) await new Promise<void>((resolve) => setImmediate(resolve));
}
