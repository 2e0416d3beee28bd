import type { StreamExecutionEnvironment } from "#flink";
import { NotImplemented } from "#kata";

/** Topics of the job, and how Flink reaches them. */
export interface Topics {
  /** Bootstrap addresses, `host:port`, with commas between them. */
  brokers: string;
  /** JSON of `Order` (see `#kata`). */
  orders: string;
  /** JSON of `Payment`. */
  payments: string;
  /** JSON of `PaidOrder`, key `orderId`. */
  matched: string;
  /** JSON of `Payment`, as it came, key `orderId`. */
  late: string;
  /** Whether the job goes on at the end of the topics. */
  endless: boolean;
}

/** An order and one attempt to pay it. */
export interface PaidOrder {
  orderId: string;
  customerId: string;
  paymentId: string;
  status: "captured" | "declined";
  /** Milliseconds from the order to the payment, in event time; negative where the payment was first. */
  afterMs: number;
}

/**
 * Records a job that matches each order with the payments of its `orderId` that happened from one minute before it to 15
 * minutes after it, bounds included. Both topics may be out of order by up to a minute. A payment that comes later than
 * that, behind the watermark, goes to `late`.
 */
export function matchPayments(env: StreamExecutionEnvironment, topics: Topics): void {
  // TODO: two sources with event time (jsonSource(place, endless)), keyBy on both sides, intervalJoin, between, process
  throw new NotImplemented("matchPayments");
}
