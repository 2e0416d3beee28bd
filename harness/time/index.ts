/**
 * Event time as tests and pictures speak of it: a notation for events and windows, generated streams, timelines.
 * Must not know: Vitest, exercises, servers.
 */
export { type Range, timedEvents } from "./arbitrary.ts";
export { eventText, scripted, timed, windowed, windowText } from "./notation.ts";
export { type Timeline, timeline } from "./timeline.ts";
