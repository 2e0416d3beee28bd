// caught-by: JOB-01
// You give the sink no uid. It keeps state, its transactions, which a savepoint finds again by the uid only: the job is refused.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { type OrderSummary, summaryOf, type Topics } from "../first-job.ts";

export function summarizeOrders(env: StreamExecutionEnvironment, { brokers, orders, summaries }: Topics): void {
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .map(summaryOf)
    .sinkTo(jsonSink<OrderSummary>({ brokers, topic: summaries }, ({ customerId }) => customerId));
}
