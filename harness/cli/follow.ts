import { watch } from "node:fs";
import path from "node:path";
import { emitKeypressEvents } from "node:readline";
import type { Exercise, Module } from "../course/index.ts";
import { pen, renderRun, thisTerminal } from "../feedback/index.ts";
import { fromRoot } from "../paths.ts";
import { drawSeed, readTarget, Session } from "../run/index.ts";
import type { Variant } from "../target/index.ts";
import { exitCode, header, record, tellNext } from "./run-and-tell.ts";
import { showProgress } from "./terminal/progress.ts";

interface Following {
  course: Module[];
  seed: number | undefined;
  signal: AbortSignal;
}

/** Editors write a file in several steps; this long after the last of them it is worth reading. */
const SETTLED_MS = 15;

const ink = pen(thisTerminal());

/** Runs one exercise at every save of its file, until the learner wants another one or has enough. */
export async function follow(exercise: Exercise, { course, seed, signal }: Following): Promise<"next" | "quit"> {
  const progress = showProgress();
  const variant: Variant = { target: readTarget(undefined, [exercise]), seed: seed ?? drawSeed() };
  const session = await Session.open({
    exercises: [exercise],
    variants: [variant],
    signal,
    onProgress: progress.onProgress,
    onReady: (stack) => {
      progress.stop();
      if (process.stdout.isTTY) console.clear();
      console.log(header(variant, stack));
    },
    onReport: (report) => {
      console.log(`\n${renderRun(report, [exercise], ink)}\n`);
      record(report);
      if (exitCode(report) === 0) tellNext(course, [exercise]);
      console.log(
        ink.dim(` watching ${fromRoot(exercise.file)}${process.stdin.isTTY ? "   n next  h hint  r run  q quit" : ""}`),
      );
    },
  });
  const saves = new Saves(exercise.file);
  const keys = new Keys();
  const interrupted = aborted(signal);
  try {
    for (;;) {
      await session.run();
      // A save in the middle of a run is not lost: it is the first thing that is waited for.
      for (;;) {
        const event = await Promise.race([saves.next(), keys.next(), interrupted]);
        if (event === "save" || event === "r") break;
        if (event === "h") console.log(` npx katas hint ${exercise.short}`);
        if (event === "n") return "next";
        if (event === "q") return "quit";
      }
    }
  } finally {
    saves.close();
    keys.close();
    await session.close();
  }
}

/** The moments at which a file was saved. The folder is watched, since many editors save by renaming a new file. */
class Saves {
  readonly #watcher;
  #timer: NodeJS.Timeout | undefined;
  #saved = false;
  #wake: (() => void) | undefined;

  constructor(file: string) {
    this.#watcher = watch(path.dirname(file), (_event, name) => {
      if (name !== path.basename(file)) return;
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => {
        this.#saved = true;
        this.#wake?.();
      }, SETTLED_MS);
    });
  }

  async next(): Promise<"save"> {
    if (!this.#saved) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#saved = false;
    return "save";
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#watcher.close();
  }
}

/** Single keys, where there is a keyboard. */
class Keys {
  #wake: ((key: string) => void) | undefined;
  readonly #listener = (_text: string, key: { name?: string; ctrl?: boolean }) => {
    if (key.ctrl && key.name === "c") process.kill(process.pid, "SIGINT");
    else if (key.name) this.#wake?.(key.name);
  };

  constructor() {
    if (!process.stdin.isTTY) return;
    emitKeypressEvents(process.stdin);
    process.stdin.setRawMode(true);
    process.stdin.on("keypress", this.#listener).resume();
  }

  next(): Promise<string> {
    return new Promise((resolve) => {
      this.#wake = resolve;
    });
  }

  close(): void {
    if (!process.stdin.isTTY) return;
    process.stdin.off("keypress", this.#listener).pause();
    process.stdin.setRawMode(false);
  }
}

function aborted(signal: AbortSignal): Promise<"q"> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve("q");
    signal.addEventListener("abort", () => resolve("q"), { once: true });
  });
}
