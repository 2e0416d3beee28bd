// Keeps the tally by itself, in a ValueState: more to write than reduce, and open to what reduce cannot say.
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
import { addTallies, type CustomerTotal, type Tally, type Topics, tallyOf, withAverage } from "../keyed-streams.ts";

export { addTallies } from "../keyed-streams.ts";

class AddUp extends KeyedProcessFunction<string, Order, CustomerTotal> {
  #tally: ValueState<Tally> | undefined;

  override open(_context: OpenContext): void {
    this.#tally = this.getRuntimeContext().getState(new ValueStateDescriptor<Tally>("tally"));
  }

  override processElement(
    order: Order,
    _context: KeyedProcessFunction.Context<string>,
    out: Collector<CustomerTotal>,
  ): void {
    const before = this.#tally?.value() ?? null;
    const tally = before === null ? tallyOf(order) : addTallies(before, tallyOf(order));
    this.#tally?.update(tally);
    out.collect(withAverage(tally));
  }
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
    .keyBy(({ customerId }) => customerId)
    .process(new AddUp())
    .uid("total-per-customer")
    .sinkTo(jsonSink<CustomerTotal>({ brokers, topic: totals }, ({ customerId }) => customerId))
    .uid("totals");
}
