import { SingleBar } from "cli-progress";

/**
 * How far `katas events` is, on the standard error: a bar on a terminal, nothing elsewhere.
 * @param total  records asked for; 0 is no end, and no bar
 */
export function eventsProgress(total: number) {
  const bar =
    process.stderr.isTTY && total > 0
      ? new SingleBar({ format: "{bar} {value}/{total} records", clearOnComplete: true, stream: process.stderr })
      : undefined;
  let started = false;
  return {
    at(written: number): void {
      if (!started) bar?.start(total, 0);
      started = true;
      bar?.update(written);
    },
    end(): void {
      bar?.stop();
    },
  };
}
