// exercise: 03/05
// Starts threads, which would not be held by what holds its process.
// says: no thread could be started
import { Worker } from "node:worker_threads";

let started = 0;
for (let i = 0; i < 20; i++) {
  try {
    new Worker("setTimeout(() => {}, 1000)", { eval: true, execArgv: [], env: { NODE_OPTIONS: "" } });
    started++;
  } catch {
    // It may not be done.
  }
}
export async function slidingWindows(): Promise<unknown> {
  throw new Error(started === 0 ? "no thread could be started" : `${started} threads were started`);
}
export { slidingWindows as assignWindows };
