/**
 * Kafka's records as elements, and elements as Kafka's records. Keys, values and headers are texts, in UTF-8.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/connectors/datastream/kafka/
 */
import { missing } from "./builders.ts";
import type { Collector, NoResult } from "./functions.ts";
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

export interface Header {
  key(): string;
  /** null where it has none. */
  value(): string | null;
}

/** In their order; a key may be there more than once. */
export interface Headers {
  /** null where there is none of this key. */
  lastHeader(key: string): Header | null;
  toArray(): Header[];
}

/** A record as it lies in Kafka. */
export interface ConsumerRecord {
  topic(): string;
  partition(): number;
  offset(): number;
  /** Milliseconds. */
  timestamp(): number;
  /** null where it has none. */
  key(): string | null;
  /** null: it is a tombstone. */
  value(): string | null;
  headers(): Headers;
}

/**
 * Reads whole records: their keys, headers, times and places. It is given tombstones too. One record may give any number
 * of elements; what it throws fails the job, which names the record's offset.
 */
export interface KafkaRecordDeserializationSchema<T> {
  deserialize(record: ConsumerRecord, out: Collector<T>): NoResult;
}

/** A record to be written. */
export interface ProducerRecord {
  readonly topic: string;
  /** Chosen by the key unless given. */
  readonly partition?: number;
  /** Milliseconds; when it is written unless given. */
  readonly timestamp?: number | null;
  readonly key: string | null;
  /** null: a tombstone. */
  readonly value: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What a serializer may ask of the sink. */
export interface KafkaSinkContext {
  getParallelInstanceId(): number;
  getNumberOfParallelInstances(): number;
  getPartitionsForTopic(topic: string): number[];
}

/** Gives a record's key in Kafka, which decides its partition. */
export type KeySerializationSchema<T> = (element: T) => string;

/** Gives a record's headers. */
export type HeaderProvider<T> = (element: T) => Readonly<Record<string, string>>;

/** Makes an element a record: extend it, or build one. */
export abstract class KafkaRecordSerializationSchema<T> {
  /**
   * @param timestamp  the element's event time, in milliseconds; null where it has none or one before 1970
   * @returns null: nothing is written
   */
  abstract serialize(element: T, context: KafkaSinkContext, timestamp: number | null): ProducerRecord | null;

  static builder<T>(): KafkaRecordSerializationSchemaBuilder<T> {
    return new KafkaRecordSerializationSchemaBuilder<T>();
  }
}

/** What the builder builds: JSON of the element, and its event time. */
export class BuiltSerializationSchema<T> extends KafkaRecordSerializationSchema<T> {
  readonly #topic: string;
  readonly #key: KeySerializationSchema<T> | undefined;
  readonly #headers: HeaderProvider<T> | undefined;

  constructor(topic: string, key?: KeySerializationSchema<T>, headers?: HeaderProvider<T>) {
    super();
    this.#topic = topic;
    this.#key = key;
    this.#headers = headers;
  }

  /** The topic, where no function is needed: the runner writes what it has as text. */
  get plainTopic(): string | null {
    return this.#key === undefined && this.#headers === undefined ? this.#topic : null;
  }

  override serialize(element: T, _context: KafkaSinkContext, timestamp: number | null): ProducerRecord {
    const key = this.#key === undefined ? null : this.#key(element);
    const record = { topic: this.#topic, timestamp, key, value: JSON.stringify(element) };
    return this.#headers === undefined ? record : { ...record, headers: this.#headers(element) };
  }
}

export class KafkaRecordSerializationSchemaBuilder<T> {
  #topic: string | undefined;
  #key: KeySerializationSchema<T> | undefined;
  #headers: HeaderProvider<T> | undefined;
  #value: JsonSerializationSchema<T> | undefined;

  setTopic(topic: string): this {
    this.#topic = topic;
    return this;
  }

  setKeySerializationSchema(key: KeySerializationSchema<T>): this {
    this.#key = key;
    return this;
  }

  setHeaderProvider(headers: HeaderProvider<T>): this {
    this.#headers = headers;
    return this;
  }

  setValueSerializationSchema(value: JsonSerializationSchema<T>): this {
    this.#value = value;
    return this;
  }

  build(): KafkaRecordSerializationSchema<T> {
    const name = "KafkaRecordSerializationSchema";
    if (this.#value === undefined) throw missing(name, "setValueSerializationSchema(…)");
    if (this.#topic === undefined) throw missing(name, "setTopic(…)");
    return new BuiltSerializationSchema<T>(this.#topic, this.#key, this.#headers);
  }
}
