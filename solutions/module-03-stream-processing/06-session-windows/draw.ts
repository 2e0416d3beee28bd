// npx katas draw 03/06 "ann@0 ann@50 ann@25" --gap 30
import { arriving, type Draw, windowsSeen } from "#draw";
import type * as Exercise from "./session-windows.ts";

export const draw: Draw<typeof Exercise, "gap"> = {
  words: "Events (ann@25, or ann@25:5 with a value) of any keys; the input ends after the last.",
  options: { gap: { default: 30, min: 1, help: "the silence after which a new session begins" } },
  ends: true,
  operator: ({ gap }) => ({ windows: { kind: "session", gap }, lateness: 0 }),
  run: async ({ sessionWindows }, stream, { gap }) =>
    windowsSeen(await sessionWindows(arriving(stream.events().items), gap), stream),
  figures: {
    "sessions.svg": {
      stream: "ann@0 ann@50 ann@25",
      options: { gap: 30 },
      alt: "Three events of ann with a gap of 30, from bottom to top in order of arrival. The event at 0 begins the session from 0 to 30, the event at 50 another from 50 to 80. The event at 25 reaches both, and the session from 0 to 80 fires with three events at the end of the input.",
    },
  },
};
