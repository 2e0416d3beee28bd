/** `#harness`: all that a test file of an exercise may import. */
export { default as fc } from "fast-check";
export type { Job, JobPlan, Subtask } from "./flink/submit/index.ts";
export type { Cluster, ReadRecord, SentRecord, Topic, TopicDescription } from "./kafka/index.ts";
export { crash } from "./target/index.ts";
export { expect } from "./testing/expect.ts";
export type { Flink } from "./testing/flink.ts";
export { stream } from "./testing/stream.ts";
export { describe, test } from "./testing/test.ts";
// Past the folder's index, which loads all that draws time.
export { timedEvents } from "./time/arbitrary.ts";
export { reported, scripted, timed, windowed } from "./time/notation.ts";
export { until } from "./until.ts";
