// caught-by: KEY-01
// You keep what the last order cost: reduce is given two tallies, and has to give both.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { type CustomerTotal, type Tally, type Topics, tallyOf, withAverage } from "../keyed-streams.ts";

export function addTallies(a: Tally, b: Tally): Tally {
  return { ...b, orders: a.orders + b.orders };
}

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
    .map(withAverage)
    .sinkTo(jsonSink<CustomerTotal>({ brokers, topic: totals }, ({ customerId }) => customerId))
    .uid("totals");
}
