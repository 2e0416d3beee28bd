// caught-by: JOB-01
// You turn each summary into a text with JSON.stringify, and the sink writes that text as JSON once more.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { summaryOf, type Topics } from "../first-job.ts";

export function summarizeOrders(env: StreamExecutionEnvironment, { brokers, orders, summaries }: Topics): void {
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .map((order) => JSON.stringify(summaryOf(order)))
    .sinkTo(jsonSink<string>({ brokers, topic: summaries }, (summary) => JSON.parse(summary).customerId))
    .uid("summaries");
}
