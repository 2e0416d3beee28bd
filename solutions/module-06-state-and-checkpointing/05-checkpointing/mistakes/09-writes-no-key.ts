// caught-by: CKP-03
// You write the totals without a key: keyBy is for the stream, and the key of a record is the sink's to give. No reader can replace a customer's total by the next.
import { type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Order } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";
import { type CustomerTotal, RunningTotal, type Topics } from "../checkpointing.ts";

export function totalsPerCustomer(env: StreamExecutionEnvironment, { brokers, orders, totals }: Topics): void {
  env.setParallelism(2);
  env.enableCheckpointing(500);
  env
    .fromSource(jsonSource<Order>({ brokers, topic: orders }, true), WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .keyBy(({ customerId }) => customerId)
    .process(new RunningTotal())
    .uid("running-total")
    .sinkTo(jsonSink<CustomerTotal>({ brokers, topic: totals }))
    .uid("totals");
}
