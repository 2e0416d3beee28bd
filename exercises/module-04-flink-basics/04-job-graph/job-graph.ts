import type { StreamExecutionEnvironment } from "#flink";
import { NotImplemented } from "#kata";

/** Topics of the job, and how Flink reaches them. */
export interface Topics {
  /** Bootstrap addresses, `host:port`, with commas between them. */
  brokers: string;
  /** JSON of `Order` (see `#kata`), key `customerId`. */
  orders: string;
  /** JSON of `PiecesSold`, key `productId`. */
  sold: string;
}

export interface PiecesSold {
  productId: string;
  /** Pieces of the product in all orders so far. */
  pieces: number;
}

/**
 * Records a job that reads the orders that are there when it starts, and writes for each line of an order how many pieces
 * of its product have been sold by now. It has this plan:
 *
 * ```text
 * source, and each order's lines     `partitions` subtasks
 *            |
 *           HASH by product
 *            v
 * pieces so far                      `partitions` subtasks
 *            |
 *        REBALANCE
 *            v
 * sink                               1 subtask: the board that it feeds takes one connection
 * ```
 *
 * | operator | name               | uid    |
 * |----------|--------------------|--------|
 * | source   | orders             | orders |
 * | flatMap  | lines              |        |
 * | reduce   | pieces per product | pieces |
 * | sink     | board              | board  |
 *
 * @param partitions  how many partitions `orders` has
 */
export function countPieces(
  env: StreamExecutionEnvironment,
  { brokers, orders, sold }: Topics,
  partitions: number,
): void {
  // TODO: write the job that counts; then give each operator its name, its uid and its parallelism
  throw new NotImplemented("countPieces");
}
