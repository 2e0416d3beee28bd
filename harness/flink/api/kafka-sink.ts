/**
 * Kafka as sink.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/connectors/datastream/kafka/#kafka-sink
 */
import { fail, missing } from "./builders.ts";
import { BuiltSerializationSchema, type KafkaRecordSerializationSchema } from "./kafka-records.ts";

export const DeliveryGuarantee = {
  NONE: "none",
  AT_LEAST_ONCE: "at-least-once",
  EXACTLY_ONCE: "exactly-once",
} as const;

export type DeliveryGuarantee = (typeof DeliveryGuarantee)[keyof typeof DeliveryGuarantee];

export interface KafkaSinkShape {
  readonly bootstrapServers: string;
  /** null: the serializer tells it for each record. */
  readonly topic: string | null;
  readonly deliveryGuarantee: DeliveryGuarantee;
  readonly transactionalIdPrefix: string | null;
  readonly properties: Readonly<Record<string, string>>;
}

export class KafkaSink<T> {
  readonly shape: KafkaSinkShape;
  readonly serializer: KafkaRecordSerializationSchema<T>;

  /** Made by `KafkaSink.builder()`. */
  constructor(shape: KafkaSinkShape, serializer: KafkaRecordSerializationSchema<T>) {
    this.shape = shape;
    this.serializer = serializer;
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

  /** A setting of the Kafka producer; only those that a job may set, which a refusal lists. */
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
        topic: serializer instanceof BuiltSerializationSchema ? serializer.plainTopic : null,
        deliveryGuarantee: this.#guarantee,
        transactionalIdPrefix: this.#prefix,
        properties: this.#properties,
      },
      serializer,
    );
  }
}
