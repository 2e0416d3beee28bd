/** Records of Kafka with all that they have. */
import {
  type Collector,
  type ConsumerRecord,
  JsonSerializationSchema,
  type KafkaRecordDeserializationSchema,
  KafkaRecordSerializationSchema,
  KafkaSink,
  type KafkaSinkContext,
  KafkaSource,
  type ProducerRecord,
  type StreamExecutionEnvironment,
  WatermarkStrategy,
} from "#flink";

interface Read {
  key: string | null;
  value: { n: number } | null;
  at: string;
  trace: string | null;
  headers: number;
}

class Whole implements KafkaRecordDeserializationSchema<Read> {
  deserialize(record: ConsumerRecord, out: Collector<Read>): void {
    const value = record.value();
    const headers = record.headers();
    out.collect({
      key: record.key(),
      value: value === null ? null : JSON.parse(value),
      at: `${record.topic()} ${record.partition()} ${record.offset()} ${record.timestamp()}`,
      trace: headers.lastHeader("trace")?.value() ?? null,
      headers: headers.toArray().length,
    });
  }
}

/** A tombstone for each element without a value, in the last partition; nothing for one that has no key. */
class Deletes extends KafkaRecordSerializationSchema<Read> {
  override serialize(read: Read, context: KafkaSinkContext, timestamp: number | null): ProducerRecord | null {
    if (read.key === null) return null;
    const partition = context.getPartitionsForTopic("deleted").at(-1) ?? 0;
    const value = read.value === null ? null : JSON.stringify(read.value);
    return { topic: "deleted", partition, timestamp, key: read.key, value };
  }
}

/** A submission that goes where it was not sent. */
class Elsewhere extends KafkaRecordSerializationSchema<Read> {
  override serialize(): ProducerRecord {
    return { topic: "ann-counts", key: null, value: "1" };
  }
}

export function build(env: StreamExecutionEnvironment): void {
  const source = KafkaSource.builder<Read>()
    .setBootstrapServers("127.0.0.1:1")
    .setTopics("orders")
    .setDeserializer(new Whole())
    .build();
  const records = env.fromSource(source, WatermarkStrategy.noWatermarks(), "whole").uid("whole");
  const keyed = KafkaRecordSerializationSchema.builder<Read>()
    .setTopic("out")
    .setKeySerializationSchema(({ key }) => key ?? "none")
    .setHeaderProvider(({ trace }) => ({ trace: trace ?? "", by: "kafka.ts" }))
    .setValueSerializationSchema(new JsonSerializationSchema<Read>())
    .build();
  for (const [uid, serializer] of Object.entries({ keyed, deletes: new Deletes(), elsewhere: new Elsewhere() })) {
    const sink = KafkaSink.builder<Read>().setBootstrapServers("127.0.0.1:1").setRecordSerializer(serializer).build();
    records.sinkTo(sink).uid(uid);
  }
}
