/**
 * Draws an exercise's functions on a stream that somebody types: what they gave, beside what the reference gives. Code
 * runs in sandbox/. Must not know: Vitest, servers, how a picture is printed. `declare.ts` is what an
 * exercise's `draw.ts` may import, as `#draw`.
 */
export { type Called, NotThisStream, TypedStream } from "./declare.ts";
export { type AnyDraw, defaults, readDraw } from "./declared.ts";
export { type Drawn, drawExercise, type Outcome, outcomeOf, readStream } from "./drawing.ts";
export { drawFile, type Example, exampleOf, shellWords } from "./example.ts";
export { type Source, Studio } from "./studio.ts";
