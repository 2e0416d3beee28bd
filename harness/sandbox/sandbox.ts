import { type ChildProcess, spawn } from "node:child_process";
import type { Duplex, Readable } from "node:stream";
import { stripVTControlCharacters } from "node:util";
import { createBirpc } from "birpc";
import { parse, stringify } from "devalue";
import split from "split2";
import { NotImplemented } from "../kata/index.ts";
import { runnable } from "../namespaces.ts";
import { Problem } from "../problem.ts";
import { isAsyncIterable, scriptOf, withAhead } from "../streams.ts";
import { insistOnModesty } from "./budget.ts";
import { type Confinement, HEAP_MB, nodeFlags } from "./confinement.ts";
import { SandboxEnded, Unusable } from "./ended.ts";
import { Handles } from "./handles.ts";
import { type Address, MOST_BYTES, Relay } from "./relay.ts";
import type { Staged } from "./stage.ts";
import {
  type Answer,
  CHANNEL,
  CHANNEL_LOST,
  type Judge,
  LONGEST_MESSAGE,
  type Step,
  type Submission,
  type Thrown,
} from "./wire.ts";

/** What an exercise's file exports, as the facade calls it. */
export type Exports = Record<string, (...args: unknown[]) => Promise<unknown>>;

/** Lines that are kept of what a submission prints, and letters of a line. */
const MOST_LINES = 200;
const LONGEST_LINE = 1_000;

/** Letters of all messages of one check: who judges has to hold them. */
const MOST_LETTERS = 64_000_000;

type Rpc = ReturnType<typeof createBirpc<Submission, Judge, false>>;

/** One submission's exercise in a confined process of its own. Close it: that ends the process and all that it started. */
export class Sandbox {
  readonly #child: ChildProcess;
  readonly #rpc: Rpc;
  readonly #handles = new Handles();
  readonly #relay: Relay | undefined;
  readonly #closed: Promise<void>;
  #exports: Promise<Exports> | undefined;
  #ended: { why: string; exitCode: number | null } | undefined;
  #lastWords = "";
  #received = 0;

  /**
   * @param onLine   a line that the submission printed, without control characters; a flood is cut off
   * @param servers  what it may reach where its exercise needs servers, if its network can be held here
   * @throws Problem where this machine cannot start it
   */
  static async open(
    staged: Staged,
    confinement: Confinement,
    onLine: OnLine = () => {},
    servers: readonly Address[] = [],
  ): Promise<Sandbox> {
    const sandbox = new Sandbox(staged, confinement, onLine, servers);
    try {
      await sandbox.#rpc.$call("settle");
    } catch (cause) {
      const said = sandbox.#lastWords.split("\n")[0];
      throw new Problem(`The process for a submission could not be started${said ? `: ${said}` : ""}.`, { cause });
    }
    return sandbox;
  }

  private constructor(staged: Staged, confinement: Confinement, onLine: OnLine, servers: readonly Address[]) {
    const { folder, bundle, driver, readable, network } = staged;
    const { command, commandOffline, commandAlone } = confinement;
    const led = network && commandAlone !== undefined ? servers : [];
    const flags = nodeFlags([driver, `${folder}/`, ...readable]);
    const node = [process.execPath, ...flags, driver, ...led.map(({ port }) => String(port)), bundle ?? ""];
    const held = network ? (commandAlone ?? command) : commandOffline;
    const [program = "", ...args] = [...runnable(held), ...node];
    // A session of its own, so that one signal reaches all of it.
    this.#child = spawn(program, args, {
      cwd: folder,
      detached: true,
      env: environment(),
      stdio: ["ignore", "pipe", "pipe", "pipe", ...(led.length > 0 ? (["ipc"] as const) : [])],
    });
    const flooded = () => this.#end(`it sent servers more than ${MOST_BYTES / 1_000_000} MB in one check`);
    if (led.length > 0) this.#relay = new Relay(this.#child, led, flooded);
    const channel = this.#child.stdio[CHANNEL] as Duplex;
    this.#closed = new Promise((resolve) => {
      // All that it has said has been read by then.
      this.#child.once("close", (code, signal) => {
        this.#end(this.#howItEnded(code, signal), code);
        resolve();
      });
      this.#child.once("error", (error) => {
        this.#lastWords = error.message;
        this.#end("it could not be started");
        resolve();
      });
    });
    channel.on("error", () => {});
    this.#listen(onLine);
    this.#rpc = createBirpc<Submission, Judge, false>(this.#judge(), {
      post: (text: string) => channel.write(`${text}\n`),
      on: (receive) => {
        const lines = channel.pipe(split({ maxLength: LONGEST_MESSAGE }));
        lines.on("data", (line: string) => {
          this.#received += line.length;
          if (this.#received > MOST_LETTERS) this.#end("it sent more than anybody could read");
          else void Promise.resolve(receive(line)).catch(() => this.#end("it sent a message that says nothing"));
        });
        lines.on("error", () => this.#end("it sent a message without an end"));
      },
      serialize: (message) => stringify(message, this.#handles.reducers),
      deserialize: (text: string) => readMessage(text),
      resolver: (name, found) => (JUDGES.has(name) ? found : undefined),
      timeout: -1,
      proxify: false,
    });
    this.#handles.onAbort = (signal) => {
      if (this.alive) void this.#rpc.$callEvent("abort", signal);
    };
  }

  /** What the submission exports; imported at the first call. @throws what its top level threw; SandboxEnded */
  load(): Promise<Exports> {
    this.#exports ??= this.#load();
    return this.#exports;
  }

  /** Whether its process is still there. */
  get alive(): boolean {
    return this.#ended === undefined;
  }

  /** Waits until nothing that is under way in it is left to do. @throws SandboxEnded where its process ended meanwhile */
  async settle(): Promise<void> {
    await this.#answer(this.#rpc.$call("settle"));
  }

  /** Ends a check: what was passed to it, streams and callbacks, is taken away, and it reaches nobody through them. */
  letGo(): void {
    this.#handles.clear();
    this.#relay?.letGo();
    this.#received = 0;
  }

  /** Ends the process, whatever it does, and waits until it is gone. */
  async close(): Promise<void> {
    this.#end("it was ended");
    // Whatever it has said by now is not waited for, nor whoever else might hold the other end.
    for (const pipe of this.#child.stdio) pipe?.destroy();
    await this.#closed;
  }

  async #load(): Promise<Exports> {
    const loaded = await this.#answer(this.#rpc.$call("load"));
    if ("threw" in loaded) throw asError(loaded.threw);
    const { exports } = loaded;
    insistOnModesty(exports);
    if (!Array.isArray(exports) || !exports.every((name) => typeof name === "string")) {
      throw new Unusable("the exports are not names");
    }
    // Whoever awaits a module that exports `then` would call it.
    const names = exports.filter((name) => name !== "then");
    return Object.fromEntries(names.map((name) => [name, (...args: unknown[]) => this.#call(name, args)]));
  }

  async #call(name: string, args: unknown[]): Promise<unknown> {
    const outcome = await this.#answer(this.#rpc.$call("call", name, args));
    if ("threw" in outcome) throw asError(outcome.threw);
    if ("iterable" in outcome) {
      const { iterable } = outcome;
      if (typeof iterable !== "number") throw new Unusable("the result has no number");
      const stream = this.#read(iterable, () => this.#next(iterable));
      // Of what is asked for here, item by item, it would be seen that more is.
      return args.some(isFetched) ? stream : withAhead(stream, () => this.#read(iterable, () => this.#some(iterable)));
    }
    insistOnModesty(outcome.returned);
    return outcome.returned;
  }

  async *#read(iterable: number, fetch: () => Promise<Answer<Step>[]>): AsyncGenerator<unknown> {
    let finished = false;
    try {
      for (;;) {
        for (const step of await fetch()) {
          this.#handles.read(step.read);
          finished = !("value" in step);
          if ("threw" in step) throw asError(step.threw);
          if (!("value" in step)) return;
          insistOnModesty(step.value);
          yield step.value;
        }
      }
    } finally {
      if (!finished && this.alive) {
        const step = await this.#answer(this.#rpc.$call("leave", iterable));
        // biome-ignore lint/correctness/noUnsafeFinally: as in a generator of ours, what its clean-up throws counts
        if ("threw" in step) throw asError(step.threw);
      }
    }
  }

  async #next(iterable: number): Promise<Answer<Step>[]> {
    return [await this.#answer(this.#rpc.$call("next", iterable))];
  }

  async #some(iterable: number): Promise<Answer<Step>[]> {
    const { steps } = await this.#answer(this.#rpc.$call("some", iterable));
    if (!Array.isArray(steps) || steps.length === 0) throw new Unusable("no items");
    return steps.map((text) => readObject(text) as Answer<Step>);
  }

  /** What was answered, a turn later: what was asked before it has been seen by then. */
  async #answer<T extends object | undefined>(asked: Promise<T>): Promise<T> {
    const answer = await asked.catch(() => {
      throw new SandboxEnded(this.#ended?.why ?? "nobody knows why", this.#ended?.exitCode);
    });
    await new Promise<void>((resolve) => setImmediate(resolve));
    if (answer !== undefined && (typeof answer !== "object" || answer === null)) throw new Unusable("no answer");
    if (answer !== undefined && "read" in answer) this.#handles.read(answer.read);
    return answer;
  }

  #judge(): Judge {
    return {
      pull: (stream, reader) => this.#handles.pull(stream, reader),
      leave: (stream, reader) => this.#handles.leave(stream, reader),
      callback: (callback, args) => this.#handles.call(callback, args),
      read: async (readings) => this.#handles.read(readings),
      failed: async (how, { name, message }) => {
        const what =
          how === "rejection"
            ? "a promise was rejected and nobody awaited it"
            : "an error was thrown where nothing could catch it";
        this.#ended ??= { why: `${what}: ${text(name)}: ${text(message)}`, exitCode: null };
      },
    };
  }

  #listen(onLine: OnLine): void {
    let lines = 0;
    for (const output of [this.#child.stdout, this.#child.stderr] as Readable[]) {
      output.on("error", () => {});
      const cut = output.pipe(split(NO_FLOOD));
      cut.on("error", () => {});
      cut.on("data", (line: string) => {
        if (output === this.#child.stderr) this.#lastWords = `${this.#lastWords}${line}\n`.slice(-2_000);
        if (++lines <= MOST_LINES) onLine(printable(line).slice(0, LONGEST_LINE));
        if (lines === MOST_LINES + 1) onLine(`(more than ${MOST_LINES} lines: the rest is left out)`);
      });
    }
  }

  #howItEnded(code: number | null, signal: NodeJS.Signals | null): string {
    if (/heap out of memory|heap limit|Array buffer allocation failed|OOM/.test(this.#lastWords)) {
      return `its memory ran out (${HEAP_MB} MB are there for JavaScript's heap)`;
    }
    if (signal) return `it was killed (${signal})`;
    if (code === CHANNEL_LOST) return "it closed the channel to its checks";
    return code === 0 ? "it called process.exit" : `it ended with exit code ${code}`;
  }

  #end(why: string, exitCode: number | null = null): void {
    this.#ended ??= { why, exitCode };
    this.#rpc?.$close();
    this.#handles.clear();
    this.#relay?.close();
    try {
      if (this.#child.pid !== undefined) process.kill(-this.#child.pid, "SIGKILL");
    } catch {
      // It is gone already.
    }
  }
}

/** A line that never ends is passed over. */
const NO_FLOOD = { maxLength: 100_000, skipOverflow: true };

type OnLine = (line: string) => void;

const JUDGES = new Set<string>(["pull", "leave", "callback", "read", "failed"] satisfies (keyof Judge)[]);

/** Nothing of ours; a clock and a locale as the tests have them. */
function environment(): NodeJS.ProcessEnv {
  const { TZ, LANG, SystemRoot } = process.env;
  return {
    ...{ TZ, LANG, SystemRoot },
    NODE_ENV: "development",
    KAFKAJS_NO_PARTITIONER_WARNING: "1",
    KAFKAJS_LOG_LEVEL: "NOTHING",
  };
}

/** What a submission has written down: an object, whatever it holds. @throws Unusable where it is none */
function readObject(text: string): object {
  try {
    return Object(parse(text, { instance: (value: unknown) => value }));
  } catch (cause) {
    throw new Unusable("nobody can read it", { cause });
  }
}

/** Whether an argument holds a stream whose items a submission fetches from here, one by one. */
function isFetched(argument: unknown): boolean {
  if (Array.isArray(argument)) return argument.some(isFetched);
  return isAsyncIterable(argument) && !scriptOf(argument);
}

/** A message of a submission's: an object with its type, whatever else it holds. @throws where it is none */
function readMessage(line: string): unknown {
  const message = readObject(line);
  if (!("t" in message)) throw new Unusable("no message");
  if (message.t === "q" && !("a" in message && Array.isArray(message.a))) throw new Unusable("no arguments");
  return message;
}

/** The error of a submission, made anew here; it carries the lines of its own code. */
function asError(threw: unknown): Error {
  const { name, message, stack } = (typeof threw === "object" && threw !== null ? threw : {}) as Partial<Thrown>;
  const said = text(message);
  if (name === "NotImplemented") return new NotImplemented(said.replace(/ is not implemented yet$/, ""));
  const error = new Error(said);
  error.name = text(name) || "Error";
  error.stack = typeof stack === "string" ? stack.slice(0, 10_000) : "";
  return error;
}

function text(value: unknown): string {
  return typeof value === "string" ? printable(value.slice(0, 2_000)) : "";
}

/** Text without colours and without what moves a cursor or turns a line around: of controls, line ends and tabs stay. */
export function printable(text: string): string {
  return stripVTControlCharacters(text).replaceAll(/(?![\n\t])[\p{Cc}\p{Cf}]/gu, "");
}
