// caught-by: KEY-02
// You give all orders one key: there is one state, and each customer gets the total of the shop.
// varies: which orders are counted so far when one is told depends on which partition is read first.
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
    .keyBy(() => "all")
    .reduce((a, b) => ({ ...addTallies(a, b), customerId: b.customerId }))
    .uid("total-per-customer")
    .map(withAverage)
    .sinkTo(jsonSink<CustomerTotal>({ brokers, topic: totals }, ({ customerId }) => customerId))
    .uid("totals");
}
