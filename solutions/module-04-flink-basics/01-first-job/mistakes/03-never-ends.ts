// caught-by: JOB-02
// You give the source no bound: at the end of the topic the job waits for what comes next, and takes it.
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
    .setStartingOffsets(OffsetsInitializer.earliest())
    .setValueOnlyDeserializer(new JsonDeserializationSchema<Order>())
    .build();

  env
    .fromSource(source, WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .map(summaryOf)
    .sinkTo(jsonSink<OrderSummary>({ brokers, topic: summaries }, ({ customerId }) => customerId))
    .uid("summaries");
}
