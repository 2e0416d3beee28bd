// npx katas draw 03/05 "ann@24 ann@25" --size 25 --slide 10
import { arriving, type Draw, windowsSeen } from "#draw";
import type * as Exercise from "./sliding-windows.ts";

export const draw: Draw<typeof Exercise, "size" | "slide"> = {
  words: "Events (ann@24, or ann@24:5 with a value); the input ends after the last.",
  options: {
    size: { default: 30, min: 1, help: "length of a window" },
    slide: { default: 10, min: 1, help: "distance from one window's start to the next one's" },
  },
  ends: true,
  operator: ({ size, slide }) => ({ windows: { kind: "sliding", size, slide, offset: 0 }, lateness: 0 }),
  run: async ({ slidingWindows }, stream, { size, slide }) =>
    windowsSeen(await slidingWindows(arriving(stream.events().items), size, slide), stream),
};
