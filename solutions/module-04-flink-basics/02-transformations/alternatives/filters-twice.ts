// Splits first and asks afterwards, of each line: more elements pass the chain, and each step says one thing.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order, OrderLine } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { type PickTask, type Topics, taskOf } from "../transformations.ts";

export function splitOrders(
  env: StreamExecutionEnvironment,
  { brokers, orders, tasks }: Topics,
  openedAt: number,
): void {
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .flatMap<OrderLine & { orderId: string; place: number; occurredAt: number }>(
      ({ orderId, occurredAt, lines }, out) => {
        lines.forEach((line, index) => {
          out.collect({ ...line, orderId, occurredAt, place: index + 1 });
        });
      },
    )
    .filter(({ occurredAt }) => occurredAt >= openedAt)
    .filter(({ quantity }) => quantity > 0)
    .map(taskOf)
    .sinkTo(jsonSink<PickTask>({ brokers, topic: tasks }, ({ orderId }) => orderId))
    .uid("tasks");
}
