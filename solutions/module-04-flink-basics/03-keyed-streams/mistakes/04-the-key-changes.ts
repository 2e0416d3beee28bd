// caught-by: KEY-02
// You take the time of the order into the key: it is another one with every order, and finds no state.
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
    .map((order) => ({ ...tallyOf(order), at: order.occurredAt }))
    .keyBy(({ customerId, at }) => ({ customerId, at }))
    .reduce((a, b) => ({ ...addTallies(a, b), at: b.at }))
    .uid("total-per-customer")
    .map(({ at, ...tally }) => withAverage(tally))
    .sinkTo(jsonSink<CustomerTotal>({ brokers, topic: totals }, ({ customerId }) => customerId))
    .uid("totals");
}
