// caught-by: GRA-04
// You leave the names out: the Web UI shows "flatMap", and three of them when there are three.
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
    .keyBy(({ productId }) => productId)
    .reduce(addUp)
    .uid("pieces")
    .sinkTo(jsonSink<PiecesSold>({ brokers, topic: sold }, ({ productId }) => productId))
    .uid("board")
    .setParallelism(1);
}
