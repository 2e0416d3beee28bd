// caught-by: KEY-02
// You add up twice, before keyBy and after it: what comes to reduce are totals already, and it adds each to those before.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { addTallies, type CustomerTotal, type Topics, tallyOf, withAverage } from "../keyed-streams.ts";

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
    .map(tallyOf)
    .keyBy(({ customerId }) => customerId)
    .reduce(addTallies)
    .uid("total-per-customer")
    .keyBy(({ customerId }) => customerId)
    .reduce(addTallies)
    .uid("total-of-totals")
    .map(withAverage)
    .sinkTo(jsonSink<CustomerTotal>({ brokers, topic: totals }, ({ customerId }) => customerId))
    .uid("totals");
}
