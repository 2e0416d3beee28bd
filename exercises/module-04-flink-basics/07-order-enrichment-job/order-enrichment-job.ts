import type { StreamExecutionEnvironment } from "#flink";
import { NotImplemented, type Product } from "#kata";

/** Topics of the job, and how Flink reaches them. */
export interface Topics {
  /** Bootstrap addresses, `host:port`, with commas between them. */
  brokers: string;
  /** JSON of `Order` (see `#kata`), key `customerId`. */
  orders: string;
  /** JSON of `Product`, key `productId`: a changelog, the newest entry of a product counts. */
  products: string;
  /** JSON of `EnrichedLine`, key `productId`. */
  lines: string;
  /** JSON of `SoldLine`, key `productId`: lines whose product is in no entry of the changelog. */
  unknown: string;
  /** JSON of `CategoryTotal`, key `category`: the newest record of a key is its total. */
  totals: string;
  /** Whether the job goes on at the end of its topics. */
  endless: boolean;
}

/** A line of an order by itself. */
export interface SoldLine {
  orderId: string;
  productId: string;
  /** Pieces. */
  quantity: number;
  /** Of all pieces, in cents. */
  cents: number;
}

export interface EnrichedLine extends SoldLine {
  category: Product["category"];
}

/** What a category has come to. */
export interface CategoryTotal {
  category: Product["category"];
  /** Pieces. */
  pieces: number;
  cents: number;
}

/**
 * Records a job that splits orders into lines, adds its product's category to each, and sums up each category. A line that
 * is read before its product waits for it. One that still waits when both topics have ended is of an unknown product.
 */
export function enrichOrders(env: StreamExecutionEnvironment, topics: Topics): void {
  // TODO: two sources; flatMap; keyBy and connect; a KeyedCoProcessFunction; from its output lines, totals and unknown
  throw new NotImplemented("enrichOrders");
}
