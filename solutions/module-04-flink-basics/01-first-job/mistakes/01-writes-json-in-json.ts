// caught-by: JOB-01
// You turn each summary into a text with JSON.stringify, and the sink writes that text as JSON once more.
import {
  DeliveryGuarantee,
  JsonSerializationSchema,
  KafkaRecordSerializationSchema,
  KafkaSink,
  type StreamExecutionEnvironment,
  WatermarkStrategy,
} from "#flink";
import type { Order } from "#kata";
import { jsonSource } from "#kata/flink";
import { summaryOf, type Topics } from "../first-job.ts";

export function summarizeOrders(env: StreamExecutionEnvironment, { brokers, orders, summaries }: Topics): void {
  const serializer = KafkaRecordSerializationSchema.builder<string>()
    .setTopic(summaries)
    .setKeySerializationSchema((summary) => JSON.parse(summary).customerId)
    .setValueSerializationSchema(new JsonSerializationSchema<string>())
    .build();
  const sink = KafkaSink.builder<string>()
    .setBootstrapServers(brokers)
    .setRecordSerializer(serializer)
    .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
    .build();

  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .map((order) => JSON.stringify(summaryOf(order)))
    .sinkTo(sink)
    .uid("summaries");
}
