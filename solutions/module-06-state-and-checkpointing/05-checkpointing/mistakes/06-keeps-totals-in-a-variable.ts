// caught-by: CKP-03
// You keep the totals in a variable of the file. No checkpoint holds it: the offsets are restored, the totals begin at nothing.
// varies: how much was counted since the last checkpoint depends on the moment of the crash.
import { type Collector, KeyedProcessFunction, type StreamExecutionEnvironment } from "#flink";
import type { Order } from "#kata";
import { type CustomerTotal, recordTotals, type Topics } from "../checkpointing.ts";

const totals = new Map<string, { orders: number; totalCents: number }>();

class RunningTotal extends KeyedProcessFunction<string, Order, CustomerTotal> {
  override processElement(
    { customerId, orderId, totalCents }: Order,
    _context: KeyedProcessFunction.Context<string>,
    out: Collector<CustomerTotal>,
  ): void {
    const before = totals.get(customerId) ?? { orders: 0, totalCents: 0 };
    const total = { orders: before.orders + 1, totalCents: before.totalCents + totalCents };
    totals.set(customerId, total);
    out.collect({ customerId, orderId, ...total });
  }
}

export function totalsPerCustomer(env: StreamExecutionEnvironment, topics: Topics): void {
  env.setParallelism(2);
  env.enableCheckpointing(500);
  recordTotals(env, topics, new RunningTotal());
}
