// npx katas draw 03/07 "v1@5 +10 v2@20 +60 v3@45" --replay 255
import { type Draw, minuteSeen, type TypedStream } from "#draw";
import type * as Exercise from "./time-semantics.ts";

const SECOND = 1_000;
const CLOCKS = ["event", "ingestion", "processing"] as const;

export const draw: Draw<typeof Exercise, "lag" | "replay" | "resend"> = {
  words: "Views (v1@5 happened at second 5) and seconds that pass before the log stores the next (+10).",
  options: {
    lag: { default: 10, min: 0, help: "seconds from storing a view to handling it" },
    replay: { default: 0, min: 0, help: "the log is read again at this second, and that run is drawn; 0: it is not" },
    resend: { default: 0, min: 0, help: "everything is sent to a new log at this second, and that is drawn" },
  },
  ends: true,
  operator: () => ({ lateness: 0 }),
  title: ({ replay, resend }) => `views per minute by three clocks, in seconds, ${runText(replay, resend)}`,
  run: async ({ countPerMinute, rerun }, stream, { lag, replay, resend }) => {
    const first = arrivals(stream, lag);
    const at = (resend || replay) * SECOND;
    const run = at === 0 ? first : await rerun(first, { from: resend ? "source" : "log", at });
    const counts = await Promise.all(CLOCKS.map((clock) => countPerMinute(run, clock)));
    return counts.flatMap((minutes, i) => minuteSeen(minutes, `${CLOCKS[i]}`, stream));
  },
};

function runText(replay: number, resend: number): string {
  if (resend > 0) return `sent to a new log at ${resend}`;
  return replay > 0 ? `the log read again at ${replay}` : "first run";
}

function arrivals(stream: TypedStream, lag: number): Exercise.Arrival[] {
  return stream.arrivals().map(({ event: { key, time }, at }) => ({
    eventId: key,
    eventTime: time * SECOND,
    ingestedAt: at * SECOND,
    processedAt: (at + lag) * SECOND,
  }));
}
