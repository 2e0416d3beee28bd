import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { type Exercise, findExercise, readCourse } from "../course/index.ts";
import { KATAS, ROOT, STATE } from "../paths.ts";
import { running } from "../runtime/index.ts";
import { type Findings, judge } from "./judge.ts";
import type { Time } from "./submission.ts";

/** What a lane is told. */
interface Request {
  exercise: string;
  folder: string;
  seed: number;
  time: Time;
}

/**
 * Judges an exercise of one submission in a process and on servers of its own: no other's topics, groups or settings are
 * there to be read or spoilt. (A cluster of KATAS_KAFKA_BROKERS is shared by all: there is but one.)
 *
 * @throws what ended the lane, in its own words
 */
export async function judgeInLane(
  exercise: Exercise,
  folder: string,
  seed: number,
  time: Time,
  signal: AbortSignal | undefined,
): Promise<Findings> {
  mkdirSync(path.join(STATE, "lanes"), { recursive: true });
  const state = mkdtempSync(path.join(STATE, "lanes", "lane-"));
  const file = path.join(state, "findings.json");
  try {
    const request: Request = { exercise: exercise.key, folder: path.resolve(folder), seed, time };
    writeFileSync(path.join(state, "request.json"), JSON.stringify(request));
    const lane = spawn(process.execPath, [KATAS, "lane", state], {
      cwd: ROOT,
      env: { ...process.env, KATAS_STATE: state, KATAS_IDLE_MINUTES: "2", KATAS_SERVERS_APART: "1" },
      // Its standard input closes with this process, however that ends; Ctrl-C is told to it by us, once.
      stdio: ["pipe", "ignore", "pipe"],
      detached: true,
    });
    // It takes its servers down before it ends.
    const interrupt = () => lane.kill("SIGTERM");
    signal?.addEventListener("abort", interrupt, { once: true });
    let said = "";
    lane.stderr.on("data", (chunk: Buffer) => {
      said = `${said}${chunk}`.slice(-4_000);
    });
    const [code] = (await once(lane, "close")) as [number | null];
    signal?.removeEventListener("abort", interrupt);
    signal?.throwIfAborted();
    if (code !== 0) throw new Error(said.trim().split("\n").at(-1) || `it ended with exit code ${code}`);
    const { results, ...rest } = JSON.parse(readFileSync(file, "utf8"));
    return { ...rest, results: new Map([[folder, results]]) };
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}

/**
 * The lane's own process: judges as the request in its state folder says, and takes its servers down; where it is told
 * to end, its folder too, since who told it may be gone.
 */
export async function runLane(state: string, signal: AbortSignal): Promise<void> {
  const request: Request = JSON.parse(readFileSync(path.join(state, "request.json"), "utf8"));
  const exercise = findExercise(readCourse(), request.exercise);
  try {
    const { results, ...rest } = await judge([exercise], [request.folder], request.seed, request.time, signal);
    const findings = { ...rest, results: results.get(request.folder) };
    writeFileSync(path.join(state, "findings.json"), JSON.stringify(findings));
  } finally {
    await (await running())?.down();
    if (signal.aborted) rmSync(state, { recursive: true, force: true });
  }
}
