// caught-by: JOB-03
// You key the summaries by order: no two have the same key, and a customer's summaries lose their order.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { type OrderSummary, summaryOf, type Topics } from "../first-job.ts";

export function summarizeOrders(env: StreamExecutionEnvironment, { brokers, orders, summaries }: Topics): void {
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .map(summaryOf)
    .sinkTo(jsonSink<OrderSummary>({ brokers, topic: summaries }, ({ orderId }) => orderId))
    .uid("summaries");
}
