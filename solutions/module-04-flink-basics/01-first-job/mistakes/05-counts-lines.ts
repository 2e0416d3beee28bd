// caught-by: JOB-01
// You count an order's lines, and a line may be of several pieces.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import type { OrderSummary, Topics } from "../first-job.ts";

export function summarizeOrders(env: StreamExecutionEnvironment, { brokers, orders, summaries }: Topics): void {
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .map(summaryOf)
    .sinkTo(jsonSink<OrderSummary>({ brokers, topic: summaries }, ({ customerId }) => customerId))
    .uid("summaries");
}

function summaryOf({ orderId, customerId, lines, totalCents }: Order): OrderSummary {
  return { orderId, customerId, pieces: lines.length, totalCents };
}
