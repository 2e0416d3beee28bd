// caught-by: CKP-03
// You keep the total in a field of the function. It is not a customer's: all customers of a subtask share the one object, and no checkpoint holds it.
// varies: which orders meet in a subtask first depends on when they are read.
import { type Collector, KeyedProcessFunction, type StreamExecutionEnvironment } from "#flink";
import type { Order } from "#kata";
import { type CustomerTotal, recordTotals, type Topics } from "../checkpointing.ts";

class RunningTotal extends KeyedProcessFunction<string, Order, CustomerTotal> {
  #orders = 0;
  #totalCents = 0;

  override processElement(
    { customerId, orderId, totalCents }: Order,
    _context: KeyedProcessFunction.Context<string>,
    out: Collector<CustomerTotal>,
  ): void {
    this.#orders += 1;
    this.#totalCents += totalCents;
    out.collect({ customerId, orderId, orders: this.#orders, totalCents: this.#totalCents });
  }
}

export function totalsPerCustomer(env: StreamExecutionEnvironment, topics: Topics): void {
  env.setParallelism(2);
  env.enableCheckpointing(500);
  recordTotals(env, topics, new RunningTotal());
}
