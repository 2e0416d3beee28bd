import { type Collector, type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";

export interface Topics {
  brokers: string;
  orders: string;
  sold: string;
}

export interface PiecesSold {
  productId: string;
  pieces: number;
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
    .keyBy(({ productId }) => productId)
    .reduce(addUp)
    .name("pieces per product")
    .uid("pieces")
    .sinkTo(jsonSink<PiecesSold>({ brokers, topic: sold }, ({ productId }) => productId))
    .name("board")
    .uid("board")
    .setParallelism(1);
}

export function linesOf({ lines }: Order, out: Collector<PiecesSold>): void {
  for (const { productId, quantity } of lines) out.collect({ productId, pieces: quantity });
}

export function addUp(a: PiecesSold, b: PiecesSold): PiecesSold {
  return { productId: a.productId, pieces: a.pieces + b.pieces };
}
