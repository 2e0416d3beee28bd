import cliProgress from "cli-progress";

/** Counts what is done, on stderr: a bar in a terminal, a line at each tenth elsewhere. */
export function showCount(what: string, total: number): { one: () => void; stop: () => void } {
  let done = 0;
  if (!process.stderr.isTTY) {
    return {
      one: () => {
        const before = Math.floor((10 * done) / total);
        done++;
        if (Math.floor((10 * done) / total) > before) console.error(` ${what}: ${done} of ${total}`);
      },
      stop: () => {},
    };
  }
  const format = ` ${what} [{bar}] {value}/{total}, {eta_formatted} left`;
  const bar = new cliProgress.SingleBar(
    { format, hideCursor: true, clearOnComplete: true },
    cliProgress.Presets.legacy,
  );
  bar.start(total, 0);
  return { one: () => bar.increment(), stop: () => bar.stop() };
}
