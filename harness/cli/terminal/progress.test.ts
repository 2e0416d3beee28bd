import cliProgress from "cli-progress";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { OnProgress } from "../../runtime/index.ts";
import { showProgress } from "./progress.ts";

const { isTTY } = process.stderr;
let said: string[];
let onProgress: OnProgress;
let stop: () => void;
beforeEach(() => {
  said = [];
  vi.spyOn(console, "error").mockImplementation((line: unknown) => void said.push(String(line)));
  ({ onProgress, stop } = showProgress());
});
afterEach(() => {
  process.stderr.isTTY = isTTY;
  vi.restoreAllMocks();
});

/** So many megabytes of all that there are. */
function download(what: string, done: number, total: number): void {
  onProgress({ stage: "download", what, doneBytes: done * 1_000_000, totalBytes: total * 1_000_000 });
}

const ready = (what: string) => onProgress({ stage: "ready", what, ms: 4_321 });

function start(what: string): void {
  onProgress({ stage: "start", what, service: "kafka", runtime: "jvm" });
}

test("off a terminal: a line at each tenth, and the start with its time", () => {
  process.stderr.isTTY = false;
  for (const done of [0, 1, 2, 19, 21, 25, 200]) download("Kafka", done, 200);
  start("Kafka");
  ready("Kafka");
  expect(said).toEqual([
    " fetching Kafka: 0% of 200 MB",
    " fetching Kafka: 10% of 200 MB",
    " fetching Kafka: 100% of 200 MB",
    " starting Kafka ...",
    " Kafka is ready after 4.3 s",
  ]);
});

test("the supervisor's news are told; what was not seen to start is not told to be ready", () => {
  onProgress({ stage: "notice", text: "starting the supervisor again, since its sources changed" });
  ready("Kafka");
  expect(said).toEqual([" starting the supervisor again, since its sources changed ..."]);
});

test("on a terminal: one bar for all that is fetched side by side, stopped at the end", () => {
  process.stderr.isTTY = true;
  const bar = cliProgress.SingleBar.prototype;
  const started = vi.spyOn(bar, "start").mockReturnValue();
  const totals = vi.spyOn(bar, "setTotal").mockReturnValue();
  const updates = vi.spyOn(bar, "update").mockReturnValue();
  const stopped = vi.spyOn(bar, "stop").mockReturnValue();
  download("Kafka", 10, 100);
  download("Flink", 20, 300);
  expect(totals).toHaveBeenLastCalledWith(400);
  expect(updates).toHaveBeenLastCalledWith(30, { what: "Kafka and Flink" });
  download("Kafka", 100, 100);
  expect(stopped).not.toHaveBeenCalled();
  download("Flink", 300, 300);
  expect([started, stopped].map(({ mock }) => mock.calls.length)).toEqual([1, 1]);
  stop();
  expect(stopped).toHaveBeenCalledOnce();
  expect(said).toEqual([]);
});
