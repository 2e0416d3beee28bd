// caught-by: GRA-01
// You write the counts without a key: keyBy is for the stream, and the key of a record is the sink's to give.
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
    .keyBy(({ productId }) => productId)
    .reduce(addUp)
    .name("pieces per product")
    .uid("pieces")
    .sinkTo(jsonSink<PiecesSold>({ brokers, topic: sold }))
    .name("board")
    .uid("board")
    .setParallelism(1);
}
