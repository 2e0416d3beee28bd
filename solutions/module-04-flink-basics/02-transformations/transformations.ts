import { type Collector, type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order, OrderLine } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";

export interface Topics {
  brokers: string;
  orders: string;
  tasks: string;
}

export interface PickTask {
  taskId: string;
  orderId: string;
  productId: string;
  quantity: number;
  amountCents: number;
}

/** A line that knows where it comes from. */
export interface PlacedLine extends OrderLine {
  orderId: string;
  place: number;
}

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

export function linesOf({ orderId, lines }: Order, out: Collector<PlacedLine>): void {
  for (const [index, line] of lines.entries()) {
    if (line.quantity > 0) out.collect({ ...line, orderId, place: index + 1 });
  }
}

export function taskOf({ orderId, place, productId, quantity, unitPriceCents }: PlacedLine): PickTask {
  return { taskId: `${orderId}/${place}`, orderId, productId, quantity, amountCents: quantity * unitPriceCents };
}
