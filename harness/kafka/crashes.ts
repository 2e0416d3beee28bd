/**
 * Says it when a kafkajs consumer gives up. Import it before kafkajs, for its side effect: it replaces the function that
 * makes consumers in Node's module cache, so it holds for a learner's own import of kafkajs too.
 *
 * An error in `eachMessage` goes to kafkajs's log, which is off in a run (long lines of JSON, most of them no fault). The
 * consumer ends, whoever waits for it waits on, and nothing would say why.
 */
import { createRequire } from "node:module";
import type { Consumer, ConsumerCrashEvent } from "kafkajs";

const require = createRequire(import.meta.url);
const file = require.resolve("kafkajs/src/consumer/index.js");
const make: ((options: object) => Consumer) & { speaks?: true } = require(file);
const module = require.cache[file];
if (module && !make.speaks) {
  if (require.cache[require.resolve("kafkajs")])
    throw new Error("harness/kafka/crashes.ts must be imported before kafkajs");
  const speaking: typeof make = (options) => {
    const consumer = make(options);
    consumer.on(consumer.events.CRASH, ({ payload }) => console.error(notice(payload)));
    return consumer;
  };
  speaking.speaks = true;
  module.exports = speaking;
}

/** What happened, where in the learner's code, and whether kafkajs starts over. */
function notice({ error, restart }: ConsumerCrashEvent["payload"]): string {
  const cause = error.cause instanceof Error ? error.cause : error;
  const frame = cause.stack
    ?.split("\n")
    .find((line) => /^ +at .*file:|^ +at .*\(\//.test(line) && !line.includes("node_modules"));
  const then = restart ? "starts over" : "has ended";
  return `kafkajs: a consumer ${then} after ${cause.name}: ${cause.message}${frame ? `\n${frame}` : ""}`;
}
