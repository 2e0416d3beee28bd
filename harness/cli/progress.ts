import cliProgress from "cli-progress";
import type { OnProgress } from "../runtime/index.ts";

const MEGABYTE = 1_000_000;

/**
 * Shows downloads as a bar and starts as a line; off a terminal, a line at each tenth.
 * Writes to stderr: what a command answers stays clean on stdout.
 */
export function showProgress(): { onProgress: OnProgress; stop: () => void } {
  const bars = new Map<string, cliProgress.SingleBar>();
  const told = new Map<string, number>();
  const started = new Set<string>();
  const stop = () => {
    for (const bar of bars.values()) bar.stop();
    bars.clear();
  };
  return {
    stop,
    onProgress(event) {
      if (event.stage === "download") {
        const { what, doneBytes, totalBytes } = event;
        if (process.stderr.isTTY) {
          const bar = bars.get(what) ?? startBar(what, totalBytes);
          bars.set(what, bar);
          bar.update(doneBytes / MEGABYTE);
          if (doneBytes >= totalBytes) bar.stop();
        } else {
          const tenth = Math.floor((10 * doneBytes) / Math.max(1, totalBytes));
          if ((told.get(what) ?? -1) >= tenth) return;
          told.set(what, tenth);
          console.error(` fetching ${what}: ${tenth * 10}% of ${(totalBytes / MEGABYTE).toFixed(0)} MB`);
        }
        return;
      }
      stop();
      if (event.stage === "start") {
        started.add(event.what);
        console.error(` starting ${event.what} ...`);
      } else if (started.delete(event.what))
        console.error(` ${event.what} is ready after ${(event.ms / 1000).toFixed(1)} s`);
    },
  };
}

function startBar(what: string, totalBytes: number): cliProgress.SingleBar {
  const bar = new cliProgress.SingleBar(
    {
      format: ` fetching ${what} [{bar}] {value}/{total} MB, {eta_formatted} left`,
      formatValue: (value, _options, type) => (type === "value" || type === "total" ? value.toFixed(0) : String(value)),
      hideCursor: true,
    },
    cliProgress.Presets.legacy,
  );
  bar.start(totalBytes / MEGABYTE, 0);
  return bar;
}
