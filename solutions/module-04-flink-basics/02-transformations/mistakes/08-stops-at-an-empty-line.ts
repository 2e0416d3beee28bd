// caught-by: TRN-02
// You leave the loop at an empty line: what comes after it is never collected.
import { type Collector, type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
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
    .flatMap(linesOf)
    .map(taskOf)
    .sinkTo(jsonSink<PickTask>({ brokers, topic: tasks }, ({ orderId }) => orderId))
    .uid("tasks");
}

function linesOf({ orderId, lines }: Order, out: Collector<PlacedLine>): void {
  for (const [index, line] of lines.entries()) {
    if (line.quantity === 0) return;
    out.collect({ ...line, orderId, place: index + 1 });
  }
}
