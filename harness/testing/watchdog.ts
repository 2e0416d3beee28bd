import { mkdirSync } from "node:fs";
import inspector from "node:inspector";
import path from "node:path";
import { Worker } from "node:worker_threads";
import { STUCK, type Stuck } from "../target/index.ts";

/** A thread that has not been given back for this long is in a loop without an await. */
const PATIENCE_MS = 2_500;

/** Runs in a thread of its own, where a busy main thread cannot keep it from looking at the clock. */
const GUARD = `
const { parentPort, workerData } = require("node:worker_threads");
const { writeFileSync } = require("node:fs");
const beat = new Int32Array(workerData.beat);
let check, last = -1, since = Date.now();
parentPort.on("message", (message) => { check = message; since = Date.now(); });
setInterval(() => {
  const now = Atomics.load(beat, 0);
  if (now !== last || !check) { last = now; since = Date.now(); return; }
  if (Date.now() - since < workerData.patience) return;
  writeFileSync(workerData.file, JSON.stringify(check));
  process.kill(process.pid, "SIGKILL");
}, 100);
`;

let guard: Worker | undefined;

/**
 * Ends this worker process if the check never gives the thread back: nothing else can, and Vitest would wait for ever.
 * Off under a debugger, where a stopped thread is no fault.
 * @returns what to call when the check has ended
 */
export function watchOver(check: Stuck): () => void {
  if (inspector.url()) return () => {};
  guard ??= start();
  guard.postMessage(check);
  return () => guard?.postMessage(undefined);
}

function start(): Worker {
  mkdirSync(STUCK, { recursive: true });
  const beat = new SharedArrayBuffer(4);
  const counter = new Int32Array(beat);
  setInterval(() => Atomics.add(counter, 0, 1), 50).unref();
  const file = path.join(STUCK, `${process.pid}.json`);
  const worker = new Worker(GUARD, { eval: true, workerData: { beat, file, patience: PATIENCE_MS } });
  worker.unref();
  return worker;
}
