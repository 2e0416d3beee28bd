import { Worker } from "node:worker_threads";

/**
 * File descriptor of a pipe from `crash` to its process, after stdin, stdout and stderr. Nothing is ever written to it: it
 * closes when the process that holds its other end is gone, however that ended.
 */
export const LIFELINE = 3;

/** Waits, in a thread of its own, for the end of a pipe that nobody ever writes to. */
const GUARD = `
const { Socket } = require("node:net");
new Socket({ fd: ${LIFELINE} }).on("close", () => process.kill(process.pid, "SIGKILL")).resume();
`;

/** Ends this process with the one that holds the other end of the lifeline, even while a loop keeps the thread. */
export function endWithParent(): void {
  new Worker(GUARD, { eval: true, execArgv: [] }).unref();
}
