// caught-by: GRA-02
// You say nothing of parallelism: all has one subtask, and the sink is chained to what counts.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { addUp, linesOf, type PiecesSold, type Topics } from "../job-graph.ts";

export function countPieces(
  env: StreamExecutionEnvironment,
  { brokers, orders, sold }: Topics,
  _partitions: number,
): void {
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
    .uid("board");
}
