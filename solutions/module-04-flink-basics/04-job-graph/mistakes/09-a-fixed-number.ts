// caught-by: GRA-03
// You write the number of partitions down: with another topic some subtasks read nothing, or read twice as much.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { addUp, linesOf, type PiecesSold, type Topics } from "../job-graph.ts";

export function countPieces(
  env: StreamExecutionEnvironment,
  { brokers, orders, sold }: Topics,
  _partitions: number,
): void {
  env.setParallelism(2);
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .flatMap(linesOf)
    .name("lines")
    .keyBy(({ productId }) => productId)
    .reduce(addUp)
    .name("pieces per product")
    .uid("pieces")
    .sinkTo(jsonSink<PiecesSold>({ brokers, topic: sold }, ({ productId }) => productId))
    .name("board")
    .uid("board")
    .setParallelism(1);
}
