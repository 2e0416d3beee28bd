/** A job that waits for orders and has two slots meanwhile. Nothing here is to be written. */
import { DiscardingSink, type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSource, type TopicAddress } from "#kata/flink";

export function waitsForOrders(env: StreamExecutionEnvironment, orders: TopicAddress): void {
  env.setParallelism(2);
  env
    .fromSource(jsonSource<Order>(orders, true), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .sinkTo(new DiscardingSink<Order>());
}
