/**
 * What a SQL answer may set: of a table's options and of the session those that are listed, so that nothing names a file,
 * a class, another server or a topic that is not the check's.
 */
import type { Reach } from "./reach.ts";

/** Of what is set, whether it may be; a listed name without a rule may be set to anything. */
type Rule = (value: string, reach: Reach) => boolean;

const anything: Rule = () => true;
const oneOf =
  (...values: string[]): Rule =>
  (value) =>
    values.includes(value);
/** A whole number, as far as it goes. */
const upTo =
  (most: number): Rule =>
  (value) =>
    /^\d{1,9}$/.test(value.trim()) && Number(value) <= most;

/** Each part of a list is one of the check's. */
const allIn =
  (separator: string, which: keyof Reach): Rule =>
  (value, reach) =>
    value.split(separator).every((part) => reach[which].includes(part.trim()));

/** Each subtask is something the JobManager holds, as in `shapes.ts`. */
const parallelism = upTo(128);

const FORMATS = ["json", "csv", "raw", "debezium-json"];
const format = oneOf(...FORMATS);

/** As the runner lists them for jobs in TypeScript (`Settings.java`), and what SQL says there and a job elsewhere. */
const CLIENT = [
  ...["acks", "batch.size", "compression.type", "delivery.timeout.ms", "enable.idempotence", "fetch.max.wait.ms"],
  ...["commit.offsets.on.checkpoint", "fetch.min.bytes", "isolation.level", "linger.ms", "max.poll.records"],
  ...["max.request.size", "partition.discovery.interval.ms", "request.timeout.ms", "transaction.timeout.ms"],
  ...["group.id", "auto.offset.reset"],
];

const TABLE: readonly (readonly [string | RegExp, Rule])[] = [
  ["connector", oneOf("kafka", "upsert-kafka", "blackhole", "datagen")],
  ["topic", allIn(";", "topics")],
  ["properties.bootstrap.servers", allIn(",", "brokers")],
  ...CLIENT.map((name) => [`properties.${name}`, anything] as const),
  [/^(key\.|value\.)?format$/, format],
  [new RegExp(`^(key\\.|value\\.)?(${FORMATS.join("|")})\\.[a-z.-]+$`), anything],
  [/^(key\.fields|key\.fields-prefix|value\.fields-prefix|value\.fields-include)$/, anything],
  [/^scan\.(startup|bounded)\.(mode|specific-offsets|timestamp-millis)$/, anything],
  [/^(scan|sink)\.parallelism$/, parallelism],
  [/^scan\.(topic-partition-discovery\.interval|watermark\.[a-z.-]+)$/, anything],
  ["sink.partitioner", oneOf("default", "fixed", "round-robin")],
  [/^sink\.(delivery-guarantee|transactional-id-prefix|buffer-flush\.(max-rows|interval))$/, anything],
  [/^(rows-per-second|number-of-rows|fields\.[\w.-]+)$/, anything],
];

const SESSION: readonly (readonly [string | RegExp, Rule])[] = [
  ["parallelism.default", parallelism],
  ["table.exec.resource.default-parallelism", parallelism],
  ["pipeline.max-parallelism", upTo(32_768)],
  [/^table\.(exec|optimizer)\.[a-z.-]+$/, anything],
  [/^(table\.local-time-zone|table\.dml-sync|table\.dynamic-table-options\.enabled)$/, anything],
  ["execution.runtime-mode", anything],
  [/^pipeline\.(name|operator-chaining\.enabled|auto-watermark-interval)$/, anything],
  [/^execution\.checkpointing\.(interval|mode|timeout|min-pause|unaligned\.enabled|incremental)$/, anything],
  ["state.backend.type", oneOf("hashmap", "rocksdb")],
  ["restart-strategy.type", oneOf("none", "off", "disable", "fixed-delay", "failure-rate", "exponential-delay")],
  [/^restart-strategy\.(fixed-delay|failure-rate|exponential-delay)\.[a-z.-]+$/, anything],
];

/** Why a table's option may not be so: a sentence; undefined if it may. */
export function faultOfOption(name: string, value: string, reach: Reach): string | undefined {
  const rule = ruleOf(TABLE, name);
  if (!rule) return `The option '${name}' is none of those that a table may have here.`;
  if (rule(value, reach)) return undefined;
  const own = { topic: reach.topics, "properties.bootstrap.servers": reach.brokers }[name];
  return own
    ? `'${name}' = '${value}' is none of this check's; it has: ${own.join(", ")}.`
    : `'${name}' = '${value}' is not to be had here.`;
}

/** Why a setting of the session may not be so. */
export function faultOfSetting(name: string, value: string, reach: Reach): string | undefined {
  const rule = ruleOf(SESSION, name);
  if (!rule) return `SET '${name}' is none of the settings that may be made here.`;
  return rule(value, reach) ? undefined : `SET '${name}' = '${value}' is not to be had here.`;
}

function ruleOf(rules: typeof TABLE, name: string): Rule | undefined {
  return rules.find(([known]) => (typeof known === "string" ? known === name : known.test(name)))?.[1];
}
