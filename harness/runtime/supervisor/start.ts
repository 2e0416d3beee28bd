import { spawn } from "node:child_process";
import { closeSync, openSync, statSync } from "node:fs";
import { ROOT } from "../../paths.ts";
import { EXIT, Problem } from "../../problem.ts";
import { clause } from "../choose.ts";
import { idleTime, scrubbed } from "./environment.ts";
import { logName, type Place } from "./place.ts";

/** Node and the sources load within a second; a machine under load takes several. */
const START_MS = 60_000;

/** The log starts anew when it has grown to this. */
const LOG_BYTES = 1_000_000;

/** The only message from a new supervisor to the process that started it. */
export type Report = { ready: true } | { other: true } | { problem: string; remedy?: string };

/** Sends it; whoever started us may be gone. */
export async function report(message: Report): Promise<void> {
  if (process.connected !== true || process.send === undefined) return;
  await new Promise((resolve) => process.send?.(message, undefined, undefined, resolve));
  if (process.connected) process.disconnect();
}

/**
 * Starts a supervisor in a session of its own, where no Ctrl-C of ours reaches it, and waits until it, or another that
 * was quicker, serves.
 * @param args Node's arguments, before the state folder
 * @throws Problem where it ends instead, with the name of its log
 */
export async function startSupervisor(place: Place, args: string[]): Promise<void> {
  idleTime();
  const size = statSync(place.log, { throwIfNoEntry: false })?.size ?? 0;
  const log = openSync(place.log, size > LOG_BYTES ? "w" : "a", 0o600);
  const child = spawn(process.execPath, [...args, place.state], {
    cwd: ROOT,
    env: scrubbed(process.env),
    detached: true,
    windowsHide: true,
    stdio: ["ignore", log, log, "ipc"],
  });
  closeSync(log);

  const failed = (how: string, cause?: unknown) =>
    new Problem(`The supervisor of the servers could not be started: ${how}.`, {
      remedy: `Its log, ${logName(place)}, tells why.`,
      exitCode: EXIT.ours,
      cause,
    });
  const first = await new Promise<Report>((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill("SIGKILL");
      reject(failed(`it was not ready after ${START_MS / 1_000} s`));
    }, START_MS);
    const settle = (then: () => void) => {
      clearTimeout(late);
      then();
    };
    child.once("error", (error) => settle(() => reject(failed(error.message, error))));
    // Not at its exit: what it has sent may be unread then.
    child.once("close", (code, signal) => settle(() => reject(failed(`it ended (${signal ?? `exit code ${code}`})`))));
    child.once("message", (message) => settle(() => resolve(asReport(message))));
  });
  if (child.connected) child.disconnect();
  child.unref();
  if (!("problem" in first)) return;
  if (first.remedy === undefined) throw failed(clause(first.problem));
  throw new Problem(first.problem, { remedy: first.remedy });
}

function asReport(message: unknown): Report {
  if (typeof message === "object" && message !== null) {
    if ("ready" in message) return { ready: true };
    if ("other" in message) return { other: true };
    if ("problem" in message && typeof message.problem === "string") {
      const { problem } = message;
      return { problem, ...("remedy" in message && typeof message.remedy === "string" && { remedy: message.remedy }) };
    }
  }
  return { problem: "it sent a message of another kind" };
}
