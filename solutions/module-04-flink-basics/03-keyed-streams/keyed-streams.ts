import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";

export interface Topics {
  brokers: string;
  orders: string;
  totals: string;
}

export interface Tally {
  customerId: string;
  orders: number;
  totalCents: number;
}

export interface CustomerTotal extends Tally {
  averageCents: number;
}

export function addTallies(a: Tally, b: Tally): Tally {
  return { customerId: a.customerId, orders: a.orders + b.orders, totalCents: a.totalCents + b.totalCents };
}

export function runningTotals(
  env: StreamExecutionEnvironment,
  { brokers, orders, totals }: Topics,
  parallelism: number,
): void {
  env.setParallelism(parallelism);
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .map(tallyOf)
    .keyBy(({ customerId }) => customerId)
    .reduce(addTallies)
    .uid("total-per-customer")
    .map(withAverage)
    .sinkTo(jsonSink<CustomerTotal>({ brokers, topic: totals }, ({ customerId }) => customerId))
    .uid("totals");
}

export function tallyOf({ customerId, totalCents }: Order): Tally {
  return { customerId, orders: 1, totalCents };
}

export function withAverage(tally: Tally): CustomerTotal {
  return { ...tally, averageCents: Math.round(tally.totalCents / tally.orders) };
}
