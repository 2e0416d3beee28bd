/**
 * `#kata/flink`: topics of JSON as the sources and sinks of a job. Exercise 04/01 is about what is done here; the others
 * begin after it.
 */
import {
  DeliveryGuarantee,
  JsonDeserializationSchema,
  type JsonOf,
  JsonSerializationSchema,
  KafkaRecordSerializationSchema,
  KafkaSink,
  KafkaSource,
  type KeySerializationSchema,
  OffsetsInitializer,
} from "#flink";

/** A topic, and the brokers to ask for it: `host:port`, several with commas between them. */
export interface TopicAddress {
  brokers: string;
  topic: string;
}

/**
 * Reads a topic's values as JSON, from its first record.
 * @param endless  whether the job goes on at the end of the topic; otherwise it reads what is there when it starts, and ends
 */
export function jsonSource<T extends JsonOf<T>>({ brokers, topic }: TopicAddress, endless = false): KafkaSource<T> {
  const builder = KafkaSource.builder<T>()
    .setBootstrapServers(brokers)
    .setTopics(topic)
    .setStartingOffsets(OffsetsInitializer.earliest())
    .setValueOnlyDeserializer(new JsonDeserializationSchema<T>());
  return (endless ? builder : builder.setBounded(OffsetsInitializer.latest())).build();
}

/**
 * Writes each element as JSON, at least once.
 * @param key  gives the record's key, which decides its partition; none unless told
 */
export function jsonSink<T>({ brokers, topic }: TopicAddress, key?: KeySerializationSchema<T>): KafkaSink<T> {
  const serializer = KafkaRecordSerializationSchema.builder<T>()
    .setTopic(topic)
    .setValueSerializationSchema(new JsonSerializationSchema<T>());
  return KafkaSink.builder<T>()
    .setBootstrapServers(brokers)
    .setRecordSerializer((key ? serializer.setKeySerializationSchema(key) : serializer).build())
    .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
    .build();
}
