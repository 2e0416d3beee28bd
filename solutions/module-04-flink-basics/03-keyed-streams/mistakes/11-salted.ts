// caught-by: KEY-02
// You spread a customer over two keys and never bring the parts together: each is a total of half the orders.
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
    .map((order) => ({ ...tallyOf(order), salt: Number(order.orderId.slice(2)) % 2 }))
    .keyBy(({ customerId, salt }) => `${customerId}/${salt}`)
    .reduce((a, b) => ({ ...addTallies(a, b), salt: a.salt }))
    .uid("total-per-customer")
    .map(({ salt, ...tally }) => withAverage(tally))
    .sinkTo(jsonSink<CustomerTotal>({ brokers, topic: totals }, ({ customerId }) => customerId))
    .uid("totals");
}
