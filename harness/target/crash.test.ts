import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ROOT } from "../paths.ts";
import { untilEnded } from "../processes.ts";
import { processesOf } from "../runtime/supervisor/testing/checkout.ts";
import { open } from "../sandbox/testing/submit.ts";
import { until } from "../until.ts";
import { crash } from "./crash.ts";
import { facade, runAgainst } from "./facade.ts";

/** Learners' functions that write down what they do; TypeScript, since that is what a learner writes. */
const LEARNERS = `
import { appendFileSync, writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";

/** Beats, and says goodbye however it is asked to end. */
export async function heartbeats(log: string): Promise<void> {
  process.on("SIGTERM", () => appendFileSync(log, "asked to end\\n"));
  process.on("exit", () => appendFileSync(log, "goodbye\\n"));
  try {
    for (;;) {
      appendFileSync(log, process.pid + "\\n");
      await pause(5);
    }
  } finally {
    appendFileSync(log, "goodbye\\n");
  }
}

export async function neverGivesTheThreadBack(log: string): Promise<void> {
  writeFileSync(log, process.pid + "\\n");
  for (;;);
}

export async function returns(): Promise<void> {}

export async function throws(): Promise<void> {
  throw new RangeError("no such partition");
}

export async function environment(log: string): Promise<void> {
  writeFileSync(log, JSON.stringify(process.env));
  console.log("written");
  await new Promise((resolve) => setTimeout(resolve, 60_000));
}
`;

let folder: string;
let log: string;
let ended: AbortController;
let dispatch: ReturnType<typeof facade>;
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), "katas-crash-"));
  log = path.join(folder, "log");
  ended = new AbortController();
  const file = path.join(folder, "learners.ts");
  writeFileSync(file, LEARNERS);
  dispatch = facade({ exercise: { file, load: () => import(file) } });
});
afterEach(() => {
  ended.abort();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

function inCheck<T>(body: () => Promise<T>): Promise<T> {
  return runAgainst({ target: "exercise", trace: [], ended: ended.signal }, body);
}

const lines = () => (existsSync(log) ? readFileSync(log, "utf8").trimEnd().split("\n") : []);
const beats = (count: number) =>
  until(`${count} heartbeats`, lines, (seen) => seen.filter((line) => /^\d+$/.test(line)).length >= count);

test("kills in the middle: no finally, no exit handler, nothing left", async () => {
  await inCheck(() => crash(dispatch("heartbeats"), [log], { after: beats(3) }));
  const written = lines();
  expect(written.length).toBeGreaterThanOrEqual(3);
  expect(written).not.toContain("goodbye");
  expect(written).not.toContain("asked to end");
  expect(Number(written[0])).not.toBe(process.pid);
  expect(await untilEnded([Number(written[0])], 10_000)).toEqual([]);
  expect(lines()).toEqual(written);
});

test("kills what never gives its thread back", async () => {
  await inCheck(() => crash(dispatch("neverGivesTheThreadBack"), [log], { after: beats(1) }));
  expect(await untilEnded([Number(lines()[0])], 10_000)).toEqual([]);
});

test("a crash that comes before the function has begun is one too", async () => {
  await inCheck(() => crash(dispatch("heartbeats"), [log], { after: Promise.resolve() }));
  expect(lines()).not.toContain("goodbye");
});

test("a condition that is never observed fails, and leaves no process", async () => {
  const after = beats(1).then(() => {
    throw new Error("not observed");
  });
  await expect(inCheck(() => crash(dispatch("heartbeats"), [log], { after }))).rejects.toThrow("not observed");
  expect(await untilEnded([Number(lines()[0])], 10_000)).toEqual([]);
});

test("the end of a check is the end of its process, whatever it still waits for", async () => {
  const crashing = inCheck(() => crash(dispatch("heartbeats"), [log], { after: new Promise(() => {}) }));
  await beats(1);
  ended.abort();
  await expect(crashing).rejects.toThrow("heartbeats ended before it was to be crashed");
  expect(await untilEnded([Number(lines()[0])], 10_000)).toEqual([]);
});

test("a process that is killed while it waits to crash another one takes that one along", async () => {
  const script = `
    import { crash } from "./harness/target/crash.ts";
    import { facade, runAgainst } from "./harness/target/facade.ts";
    const [file, log] = process.argv.slice(1);
    const fn = facade({ exercise: { file, load: () => import(file) } })("neverGivesTheThreadBack");
    const check = { target: "exercise", trace: [], ended: new AbortController().signal };
    await runAgainst(check, () => crash(fn, [log], { after: new Promise(() => {}) }));`;
  const args = ["--import", "tsx", "--input-type=module", "-e", script, "--", path.join(folder, "learners.ts"), log];
  const parent = spawn(process.execPath, args, { cwd: ROOT, stdio: "ignore" });
  try {
    await beats(1);
  } finally {
    parent.kill("SIGKILL");
  }
  expect(await untilEnded([Number(lines()[0])], 10_000)).toEqual([]);
});

test.each([
  ["returns", "returns ended before it was to be crashed"],
  ["throws", "throws ended before it was to be crashed: RangeError: no such partition"],
  ["notThere", "notThere ended before it was to be crashed: Error: notThere is not exported"],
])("a function that ended first is told of: %s", async (name, sentence) => {
  vi.spyOn(console, "log").mockImplementation(() => {});
  const crashing = inCheck(() => crash(dispatch(name), [], { after: new Promise(() => {}) }));
  await expect(crashing).rejects.toMatchObject({ name: "EndedBeforeCrash", message: sentence });
});

test("its environment is not ours, and what it prints is heard", async () => {
  vi.stubEnv("KATAS_SECRET", "ours");
  const heard = vi.spyOn(console, "log").mockImplementation(() => {});
  const printed = () => heard.mock.calls.flat().includes("written");
  const after = until("its environment", printed, (there) => there);
  await inCheck(() => crash(dispatch("environment"), [log], { after }));
  vi.unstubAllEnvs();
  const names = Object.keys(JSON.parse(readFileSync(log, "utf8")));
  expect(names).toEqual(expect.arrayContaining(["PATH", "HOME"]));
  expect(names.filter((name) => /KATAS|VITEST|NODE_|npm/i.test(name))).toEqual([]);
});

test("a closure cannot cross to another process, and says so", async () => {
  const heartbeats = dispatch("heartbeats");
  const closure = crash(() => heartbeats(log), [], { after: Promise.resolve() });
  await expect(closure).rejects.toThrow(
    "this takes the exercise's own function, as the test imports it, not a closure around it",
  );
});

describe.skipIf(process.platform === "win32")("a submission", () => {
  /** It may write no file: what it does it prints, and its process is known by the folder that its command line names. */
  const SUBMISSION = `
    console.log(import.meta.dirname);
    export async function heartbeats() {
      process.on("SIGTERM", () => console.log("asked to end"));
      process.on("exit", () => console.log("goodbye"));
      try {
        for (;;) {
          console.log(import.meta.dirname);
          await new Promise((resolve) => setTimeout(resolve, 5));
        }
      } finally {
        console.log("goodbye");
      }
    }
    export async function returns() {}
    export async function throws() { throw new RangeError("no such partition"); }`;

  let printed: string[];
  beforeEach(() => {
    printed = [];
  });

  function crashing(name: string, after: PromiseLike<unknown>): Promise<void> {
    const apart = async () => {
      const sandbox = await open(SUBMISSION, (line) => printed.push(line));
      await sandbox.load();
      await heard(1);
      expect(running()).not.toEqual([]);
      return sandbox;
    };
    const load = () => Promise.reject(new Error("its code is loaded apart"));
    const submitted = facade({ "sandbox:one": { file: "", load, apart } });
    const check = { target: "sandbox:one" as const, trace: [], ended: ended.signal };
    return runAgainst(check, () => crash(submitted(name), [], { after }));
  }
  const heard = (count: number) =>
    until(
      `${count} lines`,
      () => printed.length,
      (lines) => lines >= count,
    );
  const running = () => processesOf(...printed.slice(0, 1));
  const untilNoneRuns = () => until("its processes to be gone", running, (pids) => pids.length === 0);

  test("is killed in the middle: no finally, no exit handler, nothing left", async () => {
    await crashing("heartbeats", heard(3));
    await untilNoneRuns();
    expect(new Set(printed)).toEqual(new Set([printed[0]]));
  });

  test("whose check has ended is killed too", async () => {
    const waiting = crashing("heartbeats", new Promise(() => {}));
    await heard(2);
    ended.abort();
    await expect(waiting).rejects.toThrow("heartbeats ended before it was to be crashed");
    await untilNoneRuns();
    expect(new Set(printed)).toEqual(new Set([printed[0]]));
  });

  test.each([
    ["returns", "returns ended before it was to be crashed"],
    ["throws", "throws ended before it was to be crashed: RangeError: no such partition"],
    ["notThere", "notThere is not exported"],
  ])("that ended first is told of, and is gone: %s", async (name, message) => {
    await expect(crashing(name, new Promise(() => {}))).rejects.toMatchObject({ name: "EndedBeforeCrash", message });
    await untilNoneRuns();
  });
});
