// caught-by: JOB-03
// You write the summaries without a key: the key of what was read does not come along by itself, and a customer's summaries go to any partition.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { type OrderSummary, summaryOf, type Topics } from "../first-job.ts";

export function summarizeOrders(env: StreamExecutionEnvironment, { brokers, orders, summaries }: Topics): void {
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .map(summaryOf)
    .sinkTo(jsonSink<OrderSummary>({ brokers, topic: summaries }))
    .uid("summaries");
}
