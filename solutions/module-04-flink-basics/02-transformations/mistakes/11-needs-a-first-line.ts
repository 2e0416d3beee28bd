// caught-by: TRN-02
// You read the first line of an order that has none: the function throws, and the job fails.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order, OrderLine } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { linesOf, type PickTask, type Topics, taskOf } from "../transformations.ts";

export function splitOrders(
  env: StreamExecutionEnvironment,
  { brokers, orders, tasks }: Topics,
  openedAt: number,
): void {
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .filter(({ occurredAt }) => occurredAt >= openedAt)
    .filter(({ lines: [first, ...others] }) => others.length > 0 || (first as OrderLine).quantity > 0)
    .flatMap(linesOf)
    .map(taskOf)
    .sinkTo(jsonSink<PickTask>({ brokers, topic: tasks }, ({ orderId }) => orderId))
    .uid("tasks");
}
