// caught-by: IVJ-02
// You join in windows of 16 minutes, which are where the clock puts them and not around each order: pairs that a boundary splits are lost, and pairs too far apart are found.
import {
  type Collector,
  Duration,
  OutputTag,
  ProcessFunction,
  type StreamExecutionEnvironment,
  TumblingEventTimeWindows,
} from "#flink";
import type { Payment } from "#kata";
import { type PaidOrder, sinks, sources, type Topics } from "../interval-join.ts";

export function matchPayments(env: StreamExecutionEnvironment, topics: Topics): void {
  const late = new OutputTag<Payment>("late");
  const { orders, payments } = sources(env, topics);
  const matched = orders
    .join(payments)
    .where(({ orderId }) => orderId)
    .equalTo(({ orderId }) => orderId)
    .window(TumblingEventTimeWindows.of(Duration.ofMinutes(16)))
    .apply(({ orderId, customerId, occurredAt }, { paymentId, status, occurredAt: paidAt }) => {
      return { orderId, customerId, paymentId, status, afterMs: paidAt - occurredAt };
    })
    .uid("match")
    .process(new AsItIs());
  sinks(topics, matched, late);
}

class AsItIs extends ProcessFunction<PaidOrder, PaidOrder> {
  override processElement(pair: PaidOrder, _context: ProcessFunction.Context, out: Collector<PaidOrder>): void {
    out.collect(pair);
  }
}
