// Names the fields of a summary in another order, which JSON does not tell apart, and leaves source and sink to #kata/flink.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import type { OrderSummary, Topics } from "../first-job.ts";

export function summarizeOrders(env: StreamExecutionEnvironment, { brokers, orders, summaries }: Topics): void {
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .map(({ totalCents, lines, customerId, orderId }): OrderSummary => {
      let pieces = 0;
      for (const { quantity } of lines) pieces += quantity;
      return { totalCents, pieces, customerId, orderId };
    })
    .sinkTo(jsonSink<OrderSummary>({ brokers, topic: summaries }, ({ customerId }) => customerId))
    .uid("summaries");
}
