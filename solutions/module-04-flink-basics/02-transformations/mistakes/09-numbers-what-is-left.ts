// caught-by: TRN-02
// You number the lines that are left: a line then has another place than in its order.
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
  const picked = lines.filter(({ quantity }) => quantity > 0);
  for (const [index, line] of picked.entries()) out.collect({ ...line, orderId, place: index + 1 });
}
