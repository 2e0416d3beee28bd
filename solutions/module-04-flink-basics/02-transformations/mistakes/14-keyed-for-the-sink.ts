// caught-by: TRN-04
// You keyBy the order to give the records their key: the sink does that, and keyBy sends each line to another task.
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
    .keyBy(({ orderId }) => orderId)
    .map(taskOf)
    .sinkTo(jsonSink<PickTask>({ brokers, topic: tasks }, ({ orderId }) => orderId))
    .uid("tasks");
}
