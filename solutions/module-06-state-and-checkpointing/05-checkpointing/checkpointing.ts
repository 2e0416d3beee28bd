import {
  type Collector,
  KeyedProcessFunction,
  type OpenContext,
  type StreamExecutionEnvironment,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";

export interface Topics {
  brokers: string;
  orders: string;
  totals: string;
}

export interface CustomerTotal {
  customerId: string;
  orderId: string;
  orders: number;
  totalCents: number;
}

export function totalsPerCustomer(env: StreamExecutionEnvironment, topics: Topics): void {
  env.setParallelism(2);
  env.enableCheckpointing(500);
  recordTotals(env, topics, new RunningTotal());
}

/** The job, with whatever environment and function. */
export function recordTotals(
  env: StreamExecutionEnvironment,
  { brokers, orders, totals }: Topics,
  runningTotal: KeyedProcessFunction<string, Order, CustomerTotal>,
): void {
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }, true), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .keyBy(({ customerId }) => customerId)
    .process(runningTotal)
    .uid("running-total")
    .sinkTo(jsonSink<CustomerTotal>({ brokers, topic: totals }, ({ customerId }) => customerId))
    .uid("totals");
}

export class RunningTotal extends KeyedProcessFunction<string, Order, CustomerTotal> {
  #total: ValueState<{ orders: number; totalCents: number }> | undefined;

  override open(_context: OpenContext): void {
    this.#total = this.getRuntimeContext().getState(new ValueStateDescriptor("total"));
  }

  override processElement(
    { customerId, orderId, totalCents }: Order,
    _context: KeyedProcessFunction.Context<string>,
    out: Collector<CustomerTotal>,
  ): void {
    const before = this.#total?.value() ?? { orders: 0, totalCents: 0 };
    const total = { orders: before.orders + 1, totalCents: before.totalCents + totalCents };
    this.#total?.update(total);
    out.collect({ customerId, orderId, ...total });
  }
}
