/**
 * Kafka as source.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/connectors/datastream/kafka/#kafka-source
 */
import { fail, missing } from "./builders.ts";
import type { JsonOf } from "./json.ts";
import { JsonDeserializationSchema, type KafkaRecordDeserializationSchema } from "./kafka-records.ts";

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
  /** null: a function reads the records. */
  readonly ignoreParseErrors: boolean | null;
  readonly properties: Readonly<Record<string, string>>;
}

export class KafkaSource<T> {
  readonly shape: KafkaSourceShape;
  /** undefined: values are read as JSON. */
  readonly deserializer: KafkaRecordDeserializationSchema<T> | undefined;
  declare readonly kind: (value: T) => T;

  /** Made by `KafkaSource.builder()`. */
  constructor(shape: KafkaSourceShape, deserializer: KafkaRecordDeserializationSchema<T> | undefined) {
    this.shape = shape;
    this.deserializer = deserializer;
  }

  static builder<T extends JsonOf<T>>(): KafkaSourceBuilder<T> {
    return new KafkaSourceBuilder<T>();
  }
}

/**
 * A source that ends waits for the fetch that is under way, and Kafka holds one that finds nothing for half a second. Jobs
 * here are short: they have less patience than Kafka's default.
 */
const PROMPT = { "fetch.max.wait.ms": "20" };

export class KafkaSourceBuilder<T extends JsonOf<T>> {
  #servers: string | undefined;
  #topics: string[] = [];
  #groupId: string | null = null;
  #starting = OffsetsInitializer.earliest();
  #bounded: OffsetsInitializer | null = null;
  #deserializer: JsonDeserializationSchema<T> | KafkaRecordDeserializationSchema<T> | undefined;
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

  setDeserializer(deserializer: KafkaRecordDeserializationSchema<T>): this {
    this.#deserializer = deserializer;
    return this;
  }

  setValueOnlyDeserializer(deserializer: JsonDeserializationSchema<T>): this {
    this.#deserializer = deserializer;
    return this;
  }

  /**
   * A setting of the Kafka consumer; only those that a job may set, which a refusal lists. Here `fetch.max.wait.ms` is 20
   * unless told.
   */
  setProperty(name: string, value: string): this {
    this.#properties[name] = value;
    return this;
  }

  build(): KafkaSource<T> {
    const deserializer = this.#deserializer;
    if (deserializer === undefined) throw missing("KafkaSource", "setValueOnlyDeserializer(…) or setDeserializer(…)");
    if (this.#topics.length === 0) throw missing("KafkaSource", "setTopics(…)");
    const json = deserializer instanceof JsonDeserializationSchema;
    const shape = {
      bootstrapServers: this.#servers ?? fail(missing("KafkaSource", "setBootstrapServers(…)")),
      topics: this.#topics,
      groupId: this.#groupId,
      startingOffsets: this.#starting.shape,
      boundedAt: this.#bounded?.shape ?? null,
      ignoreParseErrors: json ? deserializer.ignoreParseErrors : null,
      properties: { ...PROMPT, ...this.#properties },
    };
    return new KafkaSource<T>(shape, json ? undefined : deserializer);
  }
}
