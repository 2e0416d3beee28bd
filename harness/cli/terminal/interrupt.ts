import { EXIT } from "../../problem.ts";

/**
 * Runs a command that Ctrl-C (or SIGTERM) ends in order: the work is told by its signal, and the exit code says so.
 * A second Ctrl-C does not wait. Warm servers are not part of the command and stay.
 */
export async function interruptible(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const controller = new AbortController();
  const interrupt = () => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted);
    process.exitCode = EXIT.interrupted;
    controller.abort();
  };
  process.on("SIGINT", interrupt);
  process.on("SIGTERM", interrupt);
  try {
    await work(controller.signal);
  } finally {
    process.off("SIGINT", interrupt);
    process.off("SIGTERM", interrupt);
  }
  controller.signal.throwIfAborted();
}
