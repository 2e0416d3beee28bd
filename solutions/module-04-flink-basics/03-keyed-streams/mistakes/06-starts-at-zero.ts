// caught-by: KEY-02
// You begin each tally at no orders, for reduce to count: it is not called for the first of a key.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { addTallies, type CustomerTotal, type Topics } from "../keyed-streams.ts";

export { addTallies } from "../keyed-streams.ts";

export function runningTotals(
  env: StreamExecutionEnvironment,
  { brokers, orders, totals }: Topics,
  parallelism: number,
): void {
  env.setParallelism(parallelism);
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .map(({ customerId, totalCents }) => ({ customerId, orders: 0, totalCents }))
    .keyBy(({ customerId }) => customerId)
    .reduce((a, b) => addTallies(a, { ...b, orders: 1 }))
    .uid("total-per-customer")
    .map((tally) => ({ ...tally, averageCents: Math.round(tally.totalCents / Math.max(tally.orders, 1)) }))
    .sinkTo(jsonSink<CustomerTotal>({ brokers, topic: totals }, ({ customerId }) => customerId))
    .uid("totals");
}
