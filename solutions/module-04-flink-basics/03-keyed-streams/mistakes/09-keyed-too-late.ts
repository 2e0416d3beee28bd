// caught-by: KEY-03
// You add up before keyBy, in a Map of the function: each subtask has one of its own, and keyBy comes after the fact.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { addTallies, type CustomerTotal, type Tally, type Topics, tallyOf, withAverage } from "../keyed-streams.ts";

export { addTallies } from "../keyed-streams.ts";

const tallies = new Map<string, Tally>();

export function runningTotals(
  env: StreamExecutionEnvironment,
  { brokers, orders, totals }: Topics,
  parallelism: number,
): void {
  env.setParallelism(parallelism);
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .map((order) => {
      const before = tallies.get(order.customerId);
      const tally = before === undefined ? tallyOf(order) : addTallies(before, tallyOf(order));
      tallies.set(order.customerId, tally);
      return tally;
    })
    .keyBy(({ customerId }) => customerId)
    .map(withAverage)
    .sinkTo(jsonSink<CustomerTotal>({ brokers, topic: totals }, ({ customerId }) => customerId))
    .uid("totals");
}
