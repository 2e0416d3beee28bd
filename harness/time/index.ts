/**
 * Event time as tests and pictures speak of it: a notation for streams and windows, generated streams, what an operator
 * makes of a stream, and its
 * pictures; those as SVG are `svg/`, which nobody should load who draws none. Must not know: Vitest, exercises, servers.
 */
export { type Range, rising, timedEvents } from "./arbitrary.ts";
export { firstGivenDifference, type Given, type GivenDifference, givenBy } from "./given.ts";
export {
  eventText,
  type Happening,
  happeningText,
  type Report,
  reported,
  script,
  scripted,
  timed,
  windowed,
  windowText,
} from "./notation.ts";
export { type Operator, operatorText, type Windows } from "./operator.ts";
export { type Drawing, type Picture, picture } from "./picture.ts";
export { type Timeline, timeline } from "./timeline.ts";
export { type Fate, type Step, type Trace, trace } from "./trace.ts";
