// caught-by: TRN-01
// You write each task under its customer, as the orders are: the tasks of an order are looked for under the order.
import { type Collector, type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
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
    .flatMap(tasksOf)
    .sinkTo(jsonSink<Owned>({ brokers, topic: tasks }, ({ customerId }) => customerId))
    .uid("tasks");
}

interface Owned extends PickTask {
  customerId: string;
}

function tasksOf({ orderId, customerId, lines }: Order, out: Collector<Owned>): void {
  for (const [index, { productId, quantity, unitPriceCents }] of lines.entries()) {
    const taskId = `${orderId}/${index + 1}`;
    const amountCents = quantity * unitPriceCents;
    if (quantity > 0) out.collect({ taskId, orderId, productId, quantity, amountCents, customerId });
  }
}
