// caught-by: KEY-01
// You count one order for the second tally, which may be of several: that is right until parts are added that have been added up before.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { type CustomerTotal, type Tally, type Topics, tallyOf, withAverage } from "../keyed-streams.ts";

export function addTallies(a: Tally, b: Tally): Tally {
  return { customerId: a.customerId, orders: a.orders + 1, totalCents: a.totalCents + b.totalCents };
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
