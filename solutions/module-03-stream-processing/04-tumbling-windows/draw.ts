// npx katas draw 03/04 "ann@1 |9 bob@5 ann@17 |14 ann@11 |19" --size 10
import { type Draw, observe, windowSeen } from "#draw";
import type * as Exercise from "./tumbling-windows.ts";

export const draw: Draw<typeof Exercise, "size" | "offset"> = {
  words: "Events (ann@9, or ann@9:5 with a value) and watermarks (|9); |end is the end of the input.",
  options: {
    size: { default: 10, min: 1, help: "length of a window" },
    offset: { default: 0, help: "shifts every window; its absolute value is less than the size" },
  },
  operator: ({ size, offset }) => ({ windows: { kind: "tumbling", size, offset }, lateness: 0 }),
  run: async ({ tumblingWindows }, stream, { size, offset }) =>
    observe(stream.elements(), (elements) => tumblingWindows(elements, { sizeMs: size, offsetMs: offset }), windowSeen),
  figures: {
    "tumbling.svg": {
      stream: "ann@3 ann@12 |8 ann@9 |9 ann@5 ann@17 |14 ann@11 |19",
      options: { size: 10 },
      alt: "Events of ann and windows of size 10, from bottom to top in order of arrival. The watermark 9 fires the window from 0 to 10 with two events. The event at 5 comes after that and is dropped. The event at 11 lies left of the watermark 14, but its window from 10 to 20 is open: it counts, and the watermark 19 fires that window with three.",
    },
  },
};
