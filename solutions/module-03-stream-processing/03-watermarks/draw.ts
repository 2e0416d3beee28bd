// npx katas draw 03/03 "ann@10 ann@14 ann@11 ann@20 ann@15" --delay 5
import { type Draw, elementSeen, observe, type TypedStream } from "#draw";
import type * as Exercise from "./watermarks.ts";

/** Named inputs tell watermarks of their own; without names, there are events to make them from. */
const combines = (stream: TypedStream) => stream.inputs.some((input) => input !== "");

export const draw: Draw<typeof Exercise, "delay"> = {
  words: "Events (ann@10) for assignWatermarks, or what inputs tell (a|30 b|idle) for combineWatermarks.",
  options: { delay: { default: 5, min: 0, help: "how far behind the latest event one may come" } },
  operator: ({ delay }, stream) => (combines(stream) ? { lateness: 0 } : { delay, lateness: 0 }),
  title: ({ delay }, stream) =>
    combines(stream)
      ? `the watermark of the inputs ${stream.inputs.join(", ")}`
      : `watermarks with a delay of ${delay}`,
  run: async ({ assignWatermarks, combineWatermarks }, stream, { delay }) =>
    combines(stream)
      ? observe(stream.reports(), (reports) => combineWatermarks(reports, stream.inputs), elementSeen)
      : observe(stream.events(), (events) => assignWatermarks(events, delay), elementSeen),
  figures: {
    "watermark.svg": {
      stream: "ann@10 ann@14 ann@11 ann@20 ann@13",
      options: { delay: 5 },
      alt: "Five events of ann with a delay of 5, from bottom to top in order of arrival. After 10 the watermark is 4, after 14 it is 8, 11 leaves it there, and after 20 it is 14. The event at 13 lies left of the watermark: it is late.",
    },
  },
};
