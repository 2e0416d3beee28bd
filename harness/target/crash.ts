import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import { ROOT, uncompiled } from "../paths.ts";
import type { Sandbox } from "../sandbox/index.ts";
import { originOf } from "./facade.ts";

/** A function that was to be crashed ended by itself first. */
export class EndedBeforeCrash extends Error {
  override readonly name = "EndedBeforeCrash";
}

/** The same for a submission, whose process is ended as its sandbox ends it. */
async function crashConfined(
  sandbox: Sandbox,
  name: string,
  args: unknown[],
  after: PromiseLike<unknown>,
  ended: AbortSignal,
): Promise<void> {
  const kill = () => void sandbox.close();
  ended.addEventListener("abort", kill);
  try {
    const fn = (await sandbox.load())[name];
    if (!fn) throw new EndedBeforeCrash(`${name} is not exported`);
    const early = fn(...args).then(
      () => "",
      (error: unknown) => `: ${error instanceof Error ? `${error.name}: ${error.message}` : error}`,
    );
    const first = await Promise.race([Promise.resolve(after).then(() => undefined), early]);
    if (first !== undefined) throw new EndedBeforeCrash(`${name} ended before it was to be crashed${first}`);
  } finally {
    ended.removeEventListener("abort", kill);
    await sandbox.close();
  }
}

/**
 * Calls a learner's function in a process of its own and kills that process (SIGKILL: no `finally`, no goodbye to the
 * broker) as soon as `after` resolves.
 *
 * @param fn    the function as the test imported it: file and name cross to the other process, a closure cannot
 * @param args  JSON values
 * @param after  resolves at the moment of the crash, for example once so many records have been observed
 * @throws EndedBeforeCrash where the function returned or threw before that moment
 */
export async function crash<A extends unknown[]>(
  fn: (...args: A) => unknown,
  args: A,
  { after }: { after: PromiseLike<unknown> },
): Promise<void> {
  const { file, name, ended, apart } = originOf(fn);
  ended.throwIfAborted();
  if (apart) return crashConfined(await apart(), name, args, after, ended);
  const script = path.join(import.meta.dirname, "child.ts");
  const child = spawn(process.execPath, uncompiled(script), {
    cwd: ROOT,
    // Nothing of ours is the learner's business; PATH and HOME are what tools expect, SystemRoot what Windows does.
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      SystemRoot: process.env.SystemRoot,
      KAFKAJS_NO_PARTITIONER_WARNING: "1",
      KAFKAJS_LOG_LEVEL: "NOTHING",
    },
    // The fourth is the lifeline.
    stdio: ["pipe", "pipe", "pipe", "pipe"],
  });
  const said: string[] = [];
  for (const output of [child.stdout, child.stderr]) {
    createInterface({ input: output }).on("line", (line) => {
      said.push(line);
      console.log(line);
    });
  }
  // A process that has ended before it was told what to call is told of below.
  child.stdin.on("error", () => {});
  child.stdin.end(JSON.stringify({ file, name, args }));
  const closed = once(child, "close");
  const kill = () => child.kill("SIGKILL");
  // A check that has failed, or whose time is up, waits for nothing any more.
  ended.addEventListener("abort", kill);
  try {
    const first = await Promise.race([Promise.resolve(after).then(() => "crash" as const), closed]);
    if (first !== "crash") {
      const last = said.at(-1);
      throw new EndedBeforeCrash(`${name} ended before it was to be crashed${last ? `: ${last}` : ""}`);
    }
  } finally {
    kill();
    ended.removeEventListener("abort", kill);
    await closed;
  }
}
