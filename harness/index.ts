/** `#harness`: all that a test file of an exercise may import. */
import "./kafka/read-committed.ts";
import "./kafka/crashes.ts";

export { default as fc } from "fast-check";
export { describe } from "vitest";
export { type Cluster, type ReadRecord, Topic, type TopicDescription, until } from "./kafka/index.ts";
export { crash } from "./target/index.ts";
export { expect } from "./testing/expect.ts";
export { stream } from "./testing/stream.ts";
export { test } from "./testing/test.ts";
