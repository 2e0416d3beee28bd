// caught-by: TRN-01
// You return after the first collect: flatMap collects once for each element that is to come out.
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
    if (line.quantity === 0) continue;
    out.collect({ ...line, orderId, place: index + 1 });
    return;
  }
}
