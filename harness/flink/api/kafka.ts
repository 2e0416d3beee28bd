/**
 * Kafka as source and sink.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/connectors/datastream/kafka/
 */
import type { JsonOf } from "./json.ts";

/** Reads each record's value as JSON. A value that is not JSON fails the job, which names its offset. */
export class JsonDeserializationSchema<T extends JsonOf<T>> {
  readonly ignoreParseErrors: boolean;
  declare readonly kind: (value: T) => T;

  /** @param options  ignoreParseErrors: leave such records out, counted by the metric `malformedRecords` */
  constructor(options: { ignoreParseErrors?: boolean } = {}) {
    this.ignoreParseErrors = options.ignoreParseErrors ?? false;
  }
}

/** Writes JSON. */
export class JsonSerializationSchema<T> {
  declare readonly kind: (value: T) => void;
}

export type OffsetsShape =
  | { readonly kind: "earliest" }
  | { readonly kind: "latest" }
  | { readonly kind: "committedOffsets" }
  | { readonly kind: "timestamp"; readonly timestamp: number };

export class OffsetsInitializer {
  readonly shape: OffsetsShape;

  private constructor(shape: OffsetsShape) {
    this.shape = shape;
  }

  static earliest(): OffsetsInitializer {
    return new OffsetsInitializer({ kind: "earliest" });
  }

  static latest(): OffsetsInitializer {
    return new OffsetsInitializer({ kind: "latest" });
  }

  /** What the group committed; fails where it has committed nothing. */
  static committedOffsets(): OffsetsInitializer {
    return new OffsetsInitializer({ kind: "committedOffsets" });
  }

  /** The first record whose time is this one, in milliseconds, or later. */
  static timestamp(timestamp: number): OffsetsInitializer {
    return new OffsetsInitializer({ kind: "timestamp", timestamp });
  }
}

export interface KafkaSourceShape {
  readonly bootstrapServers: string;
  readonly topics: readonly string[];
  readonly groupId: string | null;
  readonly startingOffsets: OffsetsShape;
  /** null: it never ends. */
  readonly boundedAt: OffsetsShape | null;
  readonly ignoreParseErrors: boolean;
  readonly properties: Readonly<Record<string, string>>;
}

export class KafkaSource<T> {
  readonly shape: KafkaSourceShape;
  declare readonly kind: (value: T) => T;

  /** Made by `KafkaSource.builder()`. */
  constructor(shape: KafkaSourceShape) {
    this.shape = shape;
  }

  static builder<T extends JsonOf<T>>(): KafkaSourceBuilder<T> {
    return new KafkaSourceBuilder<T>();
  }
}

export class KafkaSourceBuilder<T extends JsonOf<T>> {
  #servers: string | undefined;
  #topics: string[] = [];
  #groupId: string | null = null;
  #starting = OffsetsInitializer.earliest();
  #bounded: OffsetsInitializer | null = null;
  #deserializer: JsonDeserializationSchema<T> | undefined;
  #properties: Record<string, string> = {};

  setBootstrapServers(servers: string): this {
    this.#servers = servers;
    return this;
  }

  setTopics(...topics: string[]): this {
    this.#topics = topics;
    return this;
  }

  setGroupId(groupId: string): this {
    this.#groupId = groupId;
    return this;
  }

  /** `earliest()` unless told. */
  setStartingOffsets(offsets: OffsetsInitializer): this {
    this.#starting = offsets;
    return this;
  }

  /** The job ends when these offsets are reached; they are found when it starts. */
  setBounded(offsets: OffsetsInitializer): this {
    this.#bounded = offsets;
    return this;
  }

  setValueOnlyDeserializer(deserializer: JsonDeserializationSchema<T>): this {
    this.#deserializer = deserializer;
    return this;
  }

  /** A setting of the Kafka consumer. */
  setProperty(name: string, value: string): this {
    this.#properties[name] = value;
    return this;
  }

  build(): KafkaSource<T> {
    if (this.#deserializer === undefined) throw missing("KafkaSource", "setValueOnlyDeserializer(…)");
    if (this.#topics.length === 0) throw missing("KafkaSource", "setTopics(…)");
    return new KafkaSource<T>({
      bootstrapServers: this.#servers ?? fail(missing("KafkaSource", "setBootstrapServers(…)")),
      topics: this.#topics,
      groupId: this.#groupId,
      startingOffsets: this.#starting.shape,
      boundedAt: this.#bounded?.shape ?? null,
      ignoreParseErrors: this.#deserializer.ignoreParseErrors,
      properties: this.#properties,
    });
  }
}

export const DeliveryGuarantee = {
  NONE: "none",
  AT_LEAST_ONCE: "at-least-once",
  EXACTLY_ONCE: "exactly-once",
} as const;

export type DeliveryGuarantee = (typeof DeliveryGuarantee)[keyof typeof DeliveryGuarantee];

/** Gives a record's key in Kafka, which decides its partition. */
export type KeySerializationSchema<T> = (element: T) => string;

export class KafkaRecordSerializationSchema<T> {
  readonly topic: string;
  readonly key: KeySerializationSchema<T> | undefined;

  /** Made by `KafkaRecordSerializationSchema.builder()`. */
  constructor(topic: string, key: KeySerializationSchema<T> | undefined) {
    this.topic = topic;
    this.key = key;
  }

  static builder<T>(): KafkaRecordSerializationSchemaBuilder<T> {
    return new KafkaRecordSerializationSchemaBuilder<T>();
  }
}

export class KafkaRecordSerializationSchemaBuilder<T> {
  #topic: string | undefined;
  #key: KeySerializationSchema<T> | undefined;
  #value: JsonSerializationSchema<T> | undefined;

  setTopic(topic: string): this {
    this.#topic = topic;
    return this;
  }

  setKeySerializationSchema(key: KeySerializationSchema<T>): this {
    this.#key = key;
    return this;
  }

  setValueSerializationSchema(value: JsonSerializationSchema<T>): this {
    this.#value = value;
    return this;
  }

  build(): KafkaRecordSerializationSchema<T> {
    const name = "KafkaRecordSerializationSchema";
    if (this.#value === undefined) throw missing(name, "setValueSerializationSchema(…)");
    return new KafkaRecordSerializationSchema<T>(this.#topic ?? fail(missing(name, "setTopic(…)")), this.#key);
  }
}

export interface KafkaSinkShape {
  readonly bootstrapServers: string;
  readonly topic: string;
  readonly deliveryGuarantee: DeliveryGuarantee;
  readonly transactionalIdPrefix: string | null;
  readonly properties: Readonly<Record<string, string>>;
}

export class KafkaSink<T> {
  readonly shape: KafkaSinkShape;
  readonly key: KeySerializationSchema<T> | undefined;

  /** Made by `KafkaSink.builder()`. */
  constructor(shape: KafkaSinkShape, key: KeySerializationSchema<T> | undefined) {
    this.shape = shape;
    this.key = key;
  }

  static builder<T>(): KafkaSinkBuilder<T> {
    return new KafkaSinkBuilder<T>();
  }
}

export class KafkaSinkBuilder<T> {
  #servers: string | undefined;
  #serializer: KafkaRecordSerializationSchema<T> | undefined;
  #guarantee: DeliveryGuarantee = DeliveryGuarantee.NONE;
  #prefix: string | null = null;
  #properties: Record<string, string> = {};

  setBootstrapServers(servers: string): this {
    this.#servers = servers;
    return this;
  }

  setRecordSerializer(serializer: KafkaRecordSerializationSchema<T>): this {
    this.#serializer = serializer;
    return this;
  }

  /** `NONE` unless told, as in Flink. */
  setDeliveryGuarantee(guarantee: DeliveryGuarantee): this {
    this.#guarantee = guarantee;
    return this;
  }

  /** Needed for `EXACTLY_ONCE`, and no other job's on these brokers. */
  setTransactionalIdPrefix(prefix: string): this {
    this.#prefix = prefix;
    return this;
  }

  /** A setting of the Kafka producer. */
  setProperty(name: string, value: string): this {
    this.#properties[name] = value;
    return this;
  }

  build(): KafkaSink<T> {
    if (this.#guarantee === DeliveryGuarantee.EXACTLY_ONCE && this.#prefix === null) {
      throw missing("KafkaSink", "setTransactionalIdPrefix(…) for EXACTLY_ONCE");
    }
    const serializer = this.#serializer ?? fail(missing("KafkaSink", "setRecordSerializer(…)"));
    return new KafkaSink<T>(
      {
        bootstrapServers: this.#servers ?? fail(missing("KafkaSink", "setBootstrapServers(…)")),
        topic: serializer.topic,
        deliveryGuarantee: this.#guarantee,
        transactionalIdPrefix: this.#prefix,
        properties: this.#properties,
      },
      serializer.key,
    );
  }
}

function missing(what: string, call: string): Error {
  return new Error(`${what} needs ${call} before build()`);
}

function fail(error: Error): never {
  throw error;
}
