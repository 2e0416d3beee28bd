// caught-by: TRN-01
// You return the lines from flatMap, as from that of an array: Flink takes what is collected, and nothing was.
import { type FlatMapFunction, type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { type PickTask, type PlacedLine, type Topics, taskOf } from "../transformations.ts";

export function splitOrders(
  env: StreamExecutionEnvironment,
  { brokers, orders, tasks }: Topics,
  openedAt: number,
): void {
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .filter(({ occurredAt }) => occurredAt >= openedAt)
    .flatMap(linesOf as unknown as FlatMapFunction<Order, PlacedLine>)
    .map(taskOf)
    .sinkTo(jsonSink<PickTask>({ brokers, topic: tasks }, ({ orderId }) => orderId))
    .uid("tasks");
}

function linesOf({ orderId, lines }: Order): PlacedLine[] {
  return lines.map((line, index) => ({ ...line, orderId, place: index + 1 })).filter(({ quantity }) => quantity > 0);
}
