import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { createMessageConnection, IPCMessageReader, IPCMessageWriter } from "vscode-jsonrpc/node";
import { ROOT } from "../paths.ts";
import { ask, Wire } from "./wire.ts";

/** A file of an exercise in a process of its own. */
export interface Opened {
  /** Its exported functions; async iterables cross in both directions. @throws Thrown for a file that cannot be loaded */
  load(): Promise<Record<string, (...args: unknown[]) => Promise<unknown>>>;
  /** Ends the process, whatever it is doing. */
  close(): Promise<void>;
}

/** The process did not answer in time, or is gone. The message completes "your code …". */
export class NoAnswer extends Error {
  override readonly name = "NoAnswer";
}

/** For a process to start on a busy machine, before its file is loaded. */
const START_MS = 10_000;

/**
 * Starts a process for a file. What it prints goes to the standard error.
 *
 * @param withinMs  for everything from its being loaded until it is closed; a loop that never ends is stopped then
 */
export function open(file: string, withinMs: number): Opened {
  const script = path.join(import.meta.dirname, "child.ts");
  const child = spawn(process.execPath, ["--import", fileURLToPath(import.meta.resolve("tsx")), script], {
    cwd: ROOT,
    env: { PATH: process.env.PATH, HOME: process.env.HOME, SystemRoot: process.env.SystemRoot },
    serialization: "advanced",
    // The fourth is the lifeline.
    stdio: ["ignore", 2, 2, "pipe", "ipc"],
  });
  const connection = createMessageConnection(new IPCMessageReader(child), new IPCMessageWriter(child));
  connection.onError(() => {});
  const wire = new Wire(connection);
  connection.listen();

  const closed = once(child, "exit");
  let late = false;
  const gone = closed.then(([code]) => {
    if (late)
      throw new NoAnswer(`was not done after ${withinMs / 1000} s: a loop never ends, or a promise is never kept`);
    throw new NoAnswer(`ended its process (exit code ${code}) instead of returning`);
  });
  gone.catch(() => {});
  const stop = () => {
    late = true;
    child.kill("SIGKILL");
  };
  let deadline = setTimeout(stop, START_MS + withinMs);

  const answered = <T>(work: Promise<T>): Promise<T> => {
    work.catch(() => {});
    return Promise.race([work, gone]);
  };
  const readable = (value: unknown): unknown => {
    const decoded = wire.decode(value);
    if (decoded === value) return value;
    const iterator = (decoded as AsyncIterable<unknown>)[Symbol.asyncIterator]();
    return {
      [Symbol.asyncIterator]: () => ({
        next: () => answered(iterator.next()),
        return: () => answered(iterator.return?.() ?? Promise.resolve({ done: true, value: undefined })),
      }),
    };
  };
  return {
    load: async () => {
      const names = (await answered(ask(connection, "load", file))) as string[];
      clearTimeout(deadline);
      deadline = setTimeout(stop, withinMs);
      const calls = names.map((name) => {
        const call = async (...args: unknown[]) =>
          readable(
            await answered(
              ask(
                connection,
                "call",
                name,
                args.map((one) => wire.encode(one)),
              ),
            ),
          );
        return [name, call] as const;
      });
      return Object.fromEntries(calls);
    },
    close: async () => {
      clearTimeout(deadline);
      connection.dispose();
      child.kill("SIGKILL");
      await closed;
    },
  };
}
