// caught-by: JOB-01
// You map with an async function: what it returns is a promise, and no record. Nothing in a job waits for a promise.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { type OrderSummary, summaryOf, type Topics } from "../first-job.ts";

export function summarizeOrders(env: StreamExecutionEnvironment, { brokers, orders, summaries }: Topics): void {
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .map(summarized as unknown as (order: Order) => OrderSummary)
    .sinkTo(jsonSink<OrderSummary>({ brokers, topic: summaries }, ({ customerId }) => customerId))
    .uid("summaries");
}

async function summarized(order: Order): Promise<OrderSummary> {
  return summaryOf(order);
}
