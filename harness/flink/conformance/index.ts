/**
 * Flink itself, asked what it does, and the parts of this harness that claim to do the same. One JVM answers: Flink's own
 * operators in their test harness, Flink SQL, and jobs in Java and in TypeScript. Must not know: exercises, Vitest, who asks.
 */
export { compareCatalogue } from "./catalogue.ts";
export type { Conformance } from "./declare.ts";
export { type FlinkStep, type FlinkStream, givenByFlink, stepsInFlink, windowsInSql } from "./event-time.ts";
export { CONFORMANCE_JAR, FlinkJvm } from "./jvm.ts";
export { compareModel } from "./model.ts";
export type { Row } from "./row.ts";
export { type Style, streams, streamText } from "./streams.ts";
