/**
 * What a recorded graph looks like, as JSON Schema: one entry for each operation of api/graph.ts, which the compiler
 * asks for. Nothing else is handed to a JobManager for a submission. What the runner refuses by itself (settings and
 * properties that it does not list) is not listed again.
 */
import type { JobSettings, Operation, WatermarksShape } from "../api/graph.ts";
import type { KafkaSinkShape } from "../api/kafka-sink.ts";
import type { KafkaSourceShape } from "../api/kafka-source.ts";

type Schema = Readonly<Record<string, unknown>>;

/** Of the union's members the one with this type: some have several. */
type OperationOf<Type> = Operation extends infer One
  ? One extends { type: infer Types }
    ? Type extends Types
      ? One
      : never
    : never
  : never;

type Shapes = {
  [Type in Operation["type"]]: { [Field in Exclude<keyof OperationOf<Type>, "type">]: Schema };
};

const text: Schema = { type: "string", maxLength: 1_000 };
const yesOrNo: Schema = { type: "boolean" };
/** What Java's `long` and JavaScript both hold. */
const whole: Schema = { type: "integer", minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER };
const orNull = (schema: Schema): Schema => ({ anyOf: [{ type: "null" }, schema] });
const texts = (maxItems: number): Schema => ({ type: "array", items: text, maxItems });
const byName = (values: Schema, maxProperties: number): Schema => ({
  type: "object",
  additionalProperties: values,
  propertyNames: text,
  maxProperties,
});
const object = (properties: Readonly<Record<string, Schema>>, required = Object.keys(properties)): Schema => ({
  type: "object",
  properties,
  required,
  additionalProperties: false,
});
/** One of several shapes, told apart by their `kind`. */
const kinds = (shapes: Readonly<Record<string, Readonly<Record<string, Schema>>>>): Schema => ({
  anyOf: Object.entries(shapes).map(([kind, fields]) => object({ kind: { const: kind }, ...fields })),
});

const time: Schema = { enum: ["event", "processing"] };
const assigner = kinds({
  tumbling: { time, sizeMs: whole, offsetMs: whole },
  sliding: { time, sizeMs: whole, slideMs: whole, offsetMs: whole },
  session: { time, gapMs: whole },
  global: {},
});
const triggers = {
  eventTime: {},
  processingTime: {},
  count: { count: whole },
  continuousEventTime: { intervalMs: whole },
  continuousProcessingTime: { intervalMs: whole },
};
const trigger = kinds({ ...triggers, purging: { of: kinds(triggers) } });
const window = object({
  assigner,
  allowedLatenessMs: whole,
  lateTag: orNull(text),
  trigger: orNull(trigger),
});
const watermarks = object({
  generator: kinds({ none: {}, monotonous: {}, bounded: { outOfOrdernessMs: whole }, own: {} }),
  idlenessMs: orNull(whole),
  alignment: orNull(object({ group: text, maxDriftMs: whole, updateIntervalMs: whole })),
  timestamps: yesOrNo,
} satisfies Record<keyof WatermarksShape, Schema>);
const offsets = kinds({ earliest: {}, latest: {}, committedOffsets: {}, timestamp: { timestamp: whole } });
const properties = byName(text, 50);
const source = object({
  bootstrapServers: text,
  topics: texts(50),
  groupId: orNull(text),
  startingOffsets: offsets,
  boundedAt: orNull(offsets),
  ignoreParseErrors: orNull(yesOrNo),
  properties,
} satisfies Record<keyof KafkaSourceShape, Schema>);
const sink = object({
  bootstrapServers: text,
  // None where a function chooses it for each record.
  topic: orNull(text),
  deliveryGuarantee: { enum: ["none", "at-least-once", "exactly-once"] },
  transactionalIdPrefix: orNull(text),
  properties,
} satisfies Record<keyof KafkaSinkShape, Schema>);
const windowed = { window, windowFunction: yesOrNo };
const broadcast = { states: texts(50) };

const SHAPES: Shapes = {
  fromData: { elements: { type: "array", items: { type: "string" }, maxItems: 20_000 } },
  kafkaSource: { source, watermarks },
  watermarks: { watermarks },
  map: {},
  filter: {},
  flatMap: {},
  process: {},
  keyBy: {},
  keyedProcess: {},
  keyedReduce: {},
  union: {},
  partition: { by: { enum: ["forward", "rebalance", "rescale", "shuffle", "broadcast", "global"] } },
  sideOutput: { tag: text },
  coMap: {},
  coFlatMap: {},
  coProcess: {},
  keyedCoProcess: {},
  broadcastProcess: broadcast,
  keyedBroadcastProcess: broadcast,
  intervalJoin: {
    lowerMs: whole,
    upperMs: whole,
    lowerInclusive: yesOrNo,
    upperInclusive: yesOrNo,
    leftLateTag: orNull(text),
    rightLateTag: orNull(text),
  },
  windowReduce: windowed,
  windowAggregate: windowed,
  windowProcess: windowed,
  windowJoin: { window },
  windowCoGroup: { window },
  kafkaSink: { sink },
  print: { identifier: text },
  discard: {},
};

/** Each subtask is something the JobManager holds: a parallelism of a million would bring it down. */
const parallelism: Schema = { type: "integer", minimum: 1, maximum: 128 };
const maxParallelism: Schema = { type: "integer", minimum: 1, maximum: 32_768 };

const node = object(
  {
    id: whole,
    operation: {
      type: "object",
      required: ["type"],
      discriminator: { propertyName: "type" },
      oneOf: Object.entries(SHAPES).map(([type, fields]) => object({ type: { const: type }, ...fields })),
    },
    inputs: { type: "array", items: { type: "integer", minimum: 0 }, maxItems: 50 },
    uid: text,
    name: text,
    parallelism,
    maxParallelism,
    chaining: { enum: ["head", "never"] },
    slotSharingGroup: text,
    functions: texts(20),
    shared: yesOrNo,
  },
  ["id", "operation", "inputs", "name", "functions", "shared"],
);

/** Values that Flink would take for the name of a class to load. */
const configuration: Schema = {
  ...byName(text, 50),
  properties: {
    "state.backend.type": { enum: ["hashmap", "rocksdb"] },
    "restart-strategy.type": {
      enum: ["none", "off", "disable", "fixed-delay", "failure-rate", "exponential-delay"],
    },
  },
};

export const GRAPH: Schema = object({
  settings: object(
    {
      parallelism,
      maxParallelism,
      operatorChaining: { const: false },
      checkpointIntervalMs: { type: "integer", minimum: 10, maximum: Number.MAX_SAFE_INTEGER },
      checkpointingMode: { enum: ["EXACTLY_ONCE", "AT_LEAST_ONCE"] },
      configuration,
    } satisfies Record<keyof JobSettings, Schema>,
    ["configuration"],
  ),
  nodes: { type: "array", items: node, minItems: 1, maxItems: 200 },
});
