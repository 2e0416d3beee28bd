import type { StreamExecutionEnvironment } from "#flink";
import { NotImplemented } from "#kata";

/** Topics of the job, and how Flink reaches them. */
export interface Topics {
  /** Bootstrap addresses, `host:port`, with commas between them. */
  brokers: string;
  /** JSON of `Order` (see `#kata`), key `customerId`. */
  orders: string;
  /** JSON of `CustomerTotal`, key `customerId`. */
  totals: string;
}

/** What a customer's orders have come to, this one included. */
export interface CustomerTotal {
  customerId: string;
  /** The order that led to this total. */
  orderId: string;
  /** How many orders of the customer were read. */
  orders: number;
  /** In cents. */
  totalCents: number;
}

/**
 * Records a job that writes a customer's new total for each order that is read, from the first on, and does not end. It
 * runs with a parallelism of 2 and survives the loss of a TaskManager, whenever and however often it comes.
 */
export function totalsPerCustomer(env: StreamExecutionEnvironment, { brokers, orders, totals }: Topics): void {
  // TODO: set the environment (parallelism, checkpoints), then jsonSource(…, true), keyBy, a KeyedProcessFunction with
  // a ValueState, jsonSink
  throw new NotImplemented("totalsPerCustomer");
}
