// Does all of it in one flatMap, of which filter and map are special cases: none or one element for each.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import type { PickTask, Topics } from "../transformations.ts";

export function splitOrders(
  env: StreamExecutionEnvironment,
  { brokers, orders, tasks }: Topics,
  openedAt: number,
): void {
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .flatMap<PickTask>(({ occurredAt, orderId, lines }, out) => {
      if (occurredAt < openedAt) return;
      lines.forEach(({ productId, quantity, unitPriceCents }, index) => {
        if (quantity === 0) return;
        const taskId = `${orderId}/${index + 1}`;
        out.collect({ taskId, orderId, productId, quantity, amountCents: quantity * unitPriceCents });
      });
    })
    .sinkTo(jsonSink<PickTask>({ brokers, topic: tasks }, ({ orderId }) => orderId))
    .uid("tasks");
}
