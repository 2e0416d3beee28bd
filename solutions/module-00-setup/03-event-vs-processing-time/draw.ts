// npx katas draw 00/03 "+9 v1@6 +116 v4@122 +2 v2@20 +1 v3@50"
import { type Draw, minuteSeen } from "#draw";
import type * as Exercise from "./event-vs-processing-time.ts";

const SECOND = 1_000;

export const draw: Draw<typeof Exercise, never> = {
  words: "Views (v1@6 happened at second 6) and seconds that pass before the next arrives (+9).",
  options: {},
  ends: true,
  operator: () => ({ lateness: 0 }),
  title: () => "views per minute by two clocks, in seconds",
  run: async ({ countByEventTime, countByProcessingTime }, stream) => {
    const arrivals = stream.arrivals().map(({ event: { key, time }, at }) => {
      return { eventId: key, occurredAt: time * SECOND, arrivedAt: at * SECOND };
    });
    return [
      ...minuteSeen(await countByEventTime(arrivals), "event", stream),
      ...minuteSeen(await countByProcessingTime(arrivals), "processing", stream),
    ];
  },
};
