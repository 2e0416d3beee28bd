// caught-by: TRN-04
// You give the map more subtasks than the source has: every line is sent to another task, for a step of no cost.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
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
    .flatMap(linesOf)
    .map(taskOf)
    .setParallelism(2)
    .sinkTo(jsonSink<PickTask>({ brokers, topic: tasks }, ({ orderId }) => orderId))
    .uid("tasks");
}
