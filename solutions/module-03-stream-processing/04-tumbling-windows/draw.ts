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
};
