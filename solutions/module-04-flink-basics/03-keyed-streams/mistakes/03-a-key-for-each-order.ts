// caught-by: KEY-02
// You key the orders by their own id: each is alone with its state.
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
    .map((order) => ({ ...tallyOf(order), orderId: order.orderId }))
    .keyBy(({ orderId }) => orderId)
    .reduce((a, b) => ({ ...addTallies(a, b), orderId: b.orderId }))
    .uid("total-per-customer")
    .map(({ orderId, ...tally }) => withAverage(tally))
    .sinkTo(jsonSink<CustomerTotal>({ brokers, topic: totals }, ({ customerId }) => customerId))
    .uid("totals");
}
