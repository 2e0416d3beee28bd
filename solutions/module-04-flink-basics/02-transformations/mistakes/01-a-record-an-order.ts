// caught-by: TRN-01
// You map each order to the list of its tasks: the list is one record. Only flatMap makes several of one.
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
    .filter(({ occurredAt }) => occurredAt >= openedAt)
    .map(({ orderId, lines }) =>
      lines.map(({ productId, quantity, unitPriceCents }, index): PickTask => {
        const taskId = `${orderId}/${index + 1}`;
        return { taskId, orderId, productId, quantity, amountCents: quantity * unitPriceCents };
      }),
    )
    .sinkTo(jsonSink<PickTask[]>({ brokers, topic: tasks }, ([task]) => task?.orderId ?? ""))
    .uid("tasks");
}
