// caught-by: KEY-04
// You carry a rounded average along and go on from it: what rounding took away is never given back.
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
    .map((order) => withAverage(tallyOf(order)))
    .keyBy(({ customerId }) => customerId)
    .reduce((a, b) => {
      const orders = a.orders + b.orders;
      const averageCents = Math.round((a.averageCents * a.orders + b.averageCents * b.orders) / orders);
      return { ...addTallies(a, b), averageCents };
    })
    .uid("total-per-customer")
    .sinkTo(jsonSink<CustomerTotal>({ brokers, topic: totals }, ({ customerId }) => customerId))
    .uid("totals");
}
