// caught-by: JOB-02
// You start at the latest offsets: what was there before the job is never read.
import {
  JsonDeserializationSchema,
  KafkaSource,
  OffsetsInitializer,
  type StreamExecutionEnvironment,
  WatermarkStrategy,
} from "#flink";
import type { Order } from "#kata";
import { jsonSink } from "#kata/flink";
import { type OrderSummary, summaryOf, type Topics } from "../first-job.ts";

export function summarizeOrders(env: StreamExecutionEnvironment, { brokers, orders, summaries }: Topics): void {
  const source = KafkaSource.builder<Order>()
    .setBootstrapServers(brokers)
    .setTopics(orders)
    .setStartingOffsets(OffsetsInitializer.latest())
    .setBounded(OffsetsInitializer.latest())
    .setValueOnlyDeserializer(new JsonDeserializationSchema<Order>())
    .build();

  env
    .fromSource(source, WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .map(summaryOf)
    .sinkTo(jsonSink<OrderSummary>({ brokers, topic: summaries }, ({ customerId }) => customerId))
    .uid("summaries");
}
