// caught-by: GRA-02
// You give the lines one subtask: they leave the task of their source, and everything goes through one thread.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { addUp, linesOf, type PiecesSold, type Topics } from "../job-graph.ts";

export function countPieces(
  env: StreamExecutionEnvironment,
  { brokers, orders, sold }: Topics,
  partitions: number,
): void {
  env.setParallelism(partitions);
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .flatMap(linesOf)
    .name("lines")
    .setParallelism(1)
    .keyBy(({ productId }) => productId)
    .reduce(addUp)
    .name("pieces per product")
    .uid("pieces")
    .sinkTo(jsonSink<PiecesSold>({ brokers, topic: sold }, ({ productId }) => productId))
    .name("board")
    .uid("board")
    .setParallelism(1);
}
