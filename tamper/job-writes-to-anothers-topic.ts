// exercise: 04/01
// Writes to a topic that is not the check's, which only its sink's function names.
// says: is none of this check's
// tier: full
import {
  JsonSerializationSchema,
  KafkaRecordSerializationSchema,
  KafkaSink,
  type StreamExecutionEnvironment,
} from "#flink";

export function summarizeOrders(env: StreamExecutionEnvironment, { brokers }: { brokers: string }): void {
  const serializer = KafkaRecordSerializationSchema.builder<number>()
    .setTopic("anns-answers")
    .setKeySerializationSchema((n) => String(n))
    .setValueSerializationSchema(new JsonSerializationSchema<number>())
    .build();
  const sink = KafkaSink.builder<number>().setBootstrapServers(brokers).setRecordSerializer(serializer).build();
  env.fromData(1).sinkTo(sink).uid("theirs");
}
