import { isAsyncIterable, type Script, scriptOf } from "../streams.ts";
import { insistOnModesty } from "./budget.ts";
import { HANDLE, type Handle, type Outcome, type Step, type Thrown, thrown } from "./wire.ts";

/** What a test has passed to a submission and has to stay here: streams, callbacks, signals. */
export class Handles {
  readonly #scripts = new Map<number, Script>();
  readonly #numbered = new WeakMap<Script, number>();
  readonly #streams = new Map<number, AsyncIterable<unknown>>();
  readonly #readers = new Map<string, AsyncIterator<unknown>>();
  readonly #callbacks = new Map<number, (...args: unknown[]) => unknown>();
  readonly #signals = new Map<AbortSignal, number>();
  #numbers = 0;
  onAbort: (signal: number) => void = () => {};

  /** How devalue says what is no data. */
  readonly reducers = { [HANDLE]: (value: unknown) => this.#handle(value) };

  async pull(stream: number, reader: number): Promise<Step> {
    return this.#step(stream, reader, (iterator) => iterator.next());
  }

  async leave(stream: number, reader: number): Promise<Step> {
    return this.#step(stream, reader, async (iterator) => (await iterator.return?.()) ?? END);
  }

  async call(callback: number, args: unknown[]): Promise<Outcome> {
    const found = this.#callbacks.get(callback);
    if (!found) return { threw: OVER };
    try {
      insistOnModesty(args);
      const returned = await found(...args);
      // It may be as large as a submission has asked for.
      insistOnModesty(returned);
      return { returned };
    } catch (error) {
      return { threw: withoutPlaces(error) };
    }
  }

  /** Notes how far a submission says that it has read; nothing that a check asks for depends on it. */
  read(readings: unknown): void {
    // What was given is looked for in it, and not the other way round: it may hold anything, and any amount.
    for (const [number, { reading }] of this.#scripts) {
      const { taken, leftEarly, ended } = Object(Object(readings)[number]);
      if (typeof taken === "number") Object.assign(reading, { taken, leftEarly: !!leftEarly, ended: !!ended });
    }
  }

  clear(): void {
    this.#scripts.clear();
    this.#streams.clear();
    this.#readers.clear();
    this.#callbacks.clear();
    this.#signals.clear();
  }

  async #step(
    stream: number,
    reader: number,
    work: (iterator: AsyncIterator<unknown>) => Promise<IteratorResult<unknown>>,
  ): Promise<Step> {
    const found = this.#streams.get(stream);
    if (!found || typeof reader !== "number") return { threw: OVER };
    const name = `${stream} ${reader}`;
    const iterator = this.#readers.get(name) ?? found[Symbol.asyncIterator]();
    this.#readers.set(name, iterator);
    try {
      const { done, value } = await work(iterator);
      return done ? { done: true } : { value };
    } catch (error) {
      return { threw: withoutPlaces(error) };
    }
  }

  /** Asked of every value that crosses; most are data. */
  #handle(value: unknown): Handle | undefined {
    if (typeof value === "function") {
      return { callback: this.#keep(this.#callbacks, value as (...args: unknown[]) => unknown) };
    }
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    if (value instanceof AbortSignal) return this.#signal(value);
    if (!isAsyncIterable(value)) return undefined;
    const script = scriptOf(value);
    return script ? this.#script(script) : { stream: this.#keep(this.#streams, value) };
  }

  #keep<T>(kept: Map<number, T>, value: T): number {
    const number = ++this.#numbers;
    kept.set(number, value);
    return number;
  }

  #script(script: Script): Handle {
    const number = this.#numbered.get(script) ?? ++this.#numbers;
    this.#numbered.set(script, number);
    this.#scripts.set(number, script);
    return { script: number, items: script.items };
  }

  #signal(signal: AbortSignal): Handle {
    const known = this.#signals.get(signal);
    const number = known ?? ++this.#numbers;
    if (known === undefined) {
      this.#signals.set(signal, number);
      signal.addEventListener("abort", () => this.onAbort(number), { once: true });
    }
    return { signal: number, aborted: signal.aborted };
  }
}

/** What a test of ours threw; in which files is none of a submission's business. */
function withoutPlaces(error: unknown): Thrown {
  const { name, message } = thrown(error);
  return { name, message };
}

const END: IteratorResult<unknown> = { done: true, value: undefined };
/** For whoever calls back after the check it was called in has ended. */
const OVER: Thrown = { name: "Error", message: "the check that this belonged to is over" };
