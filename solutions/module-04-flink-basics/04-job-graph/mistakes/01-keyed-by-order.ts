// caught-by: GRA-01
// You key the lines by their order: a product is counted anew in each.
import { type Collector, type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import type { PiecesSold, Topics } from "../job-graph.ts";

interface Line extends PiecesSold {
  orderId: string;
}

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
    .keyBy(({ orderId }) => orderId)
    .reduce((a, b) => ({ ...b, pieces: a.pieces + b.pieces }))
    .name("pieces per product")
    .uid("pieces")
    .map(({ productId, pieces }) => ({ productId, pieces }))
    .sinkTo(jsonSink<PiecesSold>({ brokers, topic: sold }, ({ productId }) => productId))
    .name("board")
    .uid("board")
    .setParallelism(1);
}

function linesOf({ orderId, lines }: Order, out: Collector<Line>): void {
  for (const { productId, quantity } of lines) out.collect({ orderId, productId, pieces: quantity });
}
