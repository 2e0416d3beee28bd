import inspector from "node:inspector";
import { Worker } from "node:worker_threads";
import { noteIn, STUCK, type Stuck } from "../target/index.ts";
import { latestOf } from "./latest.ts";

/** A thread that has not been given back for this long is in a loop without an await. */
const PATIENCE_MS = 2_500;

/** Asking a busy thread where it is takes a moment; it is ended all the same if it does not answer. */
const ANSWER_MS = 500;

/**
 * Runs in a thread of its own, where a busy main thread cannot keep it from looking at the clock. Before it ends the
 * process it asks the debugger which line of the code under test the main thread is in.
 */
const GUARD = `
const { parentPort, workerData } = require("node:worker_threads");
const { writeFileSync } = require("node:fs");
const { SourceMap } = require("node:module");
const { Session } = require("node:inspector");
const { basename } = require("node:path");
const beat = new Int32Array(workerData.beat);
let check, last = -1, since = Date.now();
parentPort.on("message", (message) => { check = message; since = Date.now(); });
const timer = setInterval(() => {
  const now = Atomics.load(beat, 0);
  if (now !== last || !check) { last = now; since = Date.now(); return; }
  if (Date.now() - since < workerData.patience) return;
  clearInterval(timer);
  setTimeout(end, workerData.answer);
  ask();
}, 100);
function ask() {
  const scripts = new Map();
  const session = new Session();
  session.connectToMainThread();
  session.on("Debugger.scriptParsed", ({ params }) => scripts.set(params.scriptId, params));
  session.on("Debugger.paused", ({ params }) => {
    // Evaluated modules have no address of their own: which file a frame is in is told by its source map.
    const places = params.callFrames.map(({ location }) => original(scripts.get(location.scriptId), location));
    end(places.find((place) => place));
  });
  session.post("Debugger.enable", () => session.post("Debugger.pause"));
}
function original(script, { lineNumber, columnNumber }) {
  const encoded = /^data:.*base64,(.*)$/.exec(script?.sourceMapURL ?? "");
  if (!encoded) return undefined;
  const map = new SourceMap(JSON.parse(Buffer.from(encoded[1], "base64").toString()));
  const { originalSource, originalLine, originalColumn } = map.findEntry(lineNumber, columnNumber);
  const file = originalSource && check.files.find((name) => basename(name) === basename(originalSource));
  return file && { file, line: originalLine + 1, column: originalColumn + 1 };
}
function end(where) {
  writeFileSync(workerData.file, JSON.stringify({ ...check, where }));
  process.kill(process.pid, "SIGKILL");
}
`;

/** A check that has begun, and the files in which it may get stuck: absolute paths. */
interface Watched extends Stuck {
  files: string[];
}

let guard: Worker | undefined;

const watched = latestOf((check: Watched | undefined) => {
  guard ??= start();
  guard.postMessage(check);
});

/**
 * Ends this worker process if the check never gives the thread back: nothing else can, and Vitest would wait for ever.
 * Off under a debugger, where a stopped thread is no fault.
 * @returns what to call when the check has ended
 */
export function watchOver(check: Watched): () => void {
  return inspector.url() ? () => {} : watched(check);
}

function start(): Worker {
  const beat = new SharedArrayBuffer(4);
  const counter = new Int32Array(beat);
  setInterval(() => Atomics.add(counter, 0, 1), 50).unref();
  const worker = new Worker(GUARD, {
    eval: true,
    // What this process was started with may need the thread that is busy: a loader does.
    execArgv: [],
    workerData: { beat, file: noteIn(STUCK), patience: PATIENCE_MS, answer: ANSWER_MS },
  });
  worker.unref();
  return worker;
}
