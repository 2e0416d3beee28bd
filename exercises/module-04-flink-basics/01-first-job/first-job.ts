import type { StreamExecutionEnvironment } from "#flink";
import { NotImplemented } from "#kata";

/** Topics of the job, and how Flink reaches them. */
export interface Topics {
  /** Bootstrap addresses, `host:port`, with commas between them. */
  brokers: string;
  /** JSON of `Order` (see `#kata`), key `customerId`. */
  orders: string;
  /** JSON of `OrderSummary`, key `customerId`. */
  summaries: string;
}

/** What the warehouse's screen shows of an order. */
export interface OrderSummary {
  orderId: string;
  customerId: string;
  /** Pieces of all lines together. */
  pieces: number;
  /** In cents. */
  totalCents: number;
}

/**
 * Records a job that reads the orders that are there when it starts, from the first on, and writes a summary of each.
 * It ends at the end of the topic.
 */
export function summarizeOrders(env: StreamExecutionEnvironment, { brokers, orders, summaries }: Topics): void {
  // TODO: env.fromSource(a KafkaSource ...).uid(...), .map(...), .sinkTo(a KafkaSink ...).uid(...)
  throw new NotImplemented("summarizeOrders");
}
