/** The job that this exercise operates. Nothing here is to be written. */
import { Configuration, type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";

export interface Totals {
  brokers: string;
  /** Topics: what is read, and what is written. */
  orders: string;
  totals: string;
  /** Whether it goes on at the end of the topic and waits for more. */
  endless: boolean;
  /** What it does after a failure: it waits so long and starts again ("1 h"), or it fails. */
  retryAfter?: string;
}

/** What a customer has spent so far. */
export interface Total {
  customerId: string;
  totalCents: number;
}

/** Writes, for each order, what its customer has spent so far. */
export function runningTotals(env: StreamExecutionEnvironment, { brokers, orders, totals, ...how }: Totals): void {
  if (how.retryAfter !== undefined) {
    const restart = { "restart-strategy.type": "fixed-delay", "restart-strategy.fixed-delay.delay": how.retryAfter };
    env.configure(Configuration.fromMap(restart));
  }
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }, how.endless), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .map(totalOf)
    .keyBy(({ customerId }) => customerId)
    .reduce((a, b) => ({ ...b, totalCents: a.totalCents + b.totalCents }))
    .uid("totals")
    .sinkTo(jsonSink<Total>({ brokers, topic: totals }, ({ customerId }) => customerId))
    .uid("out");
}

function totalOf({ orderId, customerId, totalCents }: Order): Total {
  if (!Number.isInteger(totalCents)) throw new Error(`order ${orderId} has no total`);
  return { customerId, totalCents };
}
