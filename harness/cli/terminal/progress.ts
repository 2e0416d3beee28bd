import cliProgress from "cli-progress";
import type { OnProgress } from "../../runtime/index.ts";

const MEGABYTE = 1_000_000;

/**
 * Shows downloads as a bar, starts and news as a line; off a terminal, a line at each tenth.
 * Writes to stderr: what a command answers stays clean on stdout.
 */
export function showProgress(): { onProgress: OnProgress; stop: () => void } {
  /** One bar for all that is fetched side by side: two would write over each other. */
  let bar: cliProgress.SingleBar | undefined;
  const fetched = new Map<string, { done: number; total: number }>();
  const told = new Map<string, number>();
  const started = new Set<string>();
  const stop = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    stop,
    onProgress(event) {
      if (event.stage === "download") {
        const { what, doneBytes, totalBytes } = event;
        if (process.stderr.isTTY) {
          fetched.set(what, { done: doneBytes / MEGABYTE, total: totalBytes / MEGABYTE });
          const sum = (key: "done" | "total") => [...fetched.values()].reduce((all, part) => all + part[key], 0);
          bar ??= startBar();
          bar.setTotal(sum("total"));
          bar.update(sum("done"), { what: [...fetched.keys()].join(" and ") });
          if (sum("done") >= sum("total")) stop();
        } else {
          const tenth = Math.floor((10 * doneBytes) / Math.max(1, totalBytes));
          if ((told.get(what) ?? -1) >= tenth) return;
          told.set(what, tenth);
          console.error(` fetching ${what}: ${tenth * 10}% of ${(totalBytes / MEGABYTE).toFixed(0)} MB`);
        }
        return;
      }
      stop();
      if (event.stage === "notice") console.error(` ${event.text} ...`);
      else if (event.stage === "start") {
        started.add(event.what);
        console.error(` starting ${event.what} ...`);
      } else if (started.delete(event.what))
        console.error(` ${event.what} is ready after ${(event.ms / 1000).toFixed(1)} s`);
    },
  };
}

function startBar(): cliProgress.SingleBar {
  const bar = new cliProgress.SingleBar(
    {
      format: " fetching {what} [{bar}] {value}/{total} MB, {eta_formatted} left",
      formatValue: (value, _options, type) => (type === "value" || type === "total" ? value.toFixed(0) : String(value)),
      hideCursor: true,
    },
    cliProgress.Presets.legacy,
  );
  bar.start(0, 0, { what: "" });
  return bar;
}
