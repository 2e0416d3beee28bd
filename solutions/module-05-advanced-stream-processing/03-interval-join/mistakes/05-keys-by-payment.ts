// caught-by: IVJ-01
// You key the payments by their own id. Both keys are strings, so it compiles, and no order ever has the key of a payment.
import { Duration, OutputTag, type StreamExecutionEnvironment } from "#flink";
import type { Payment } from "#kata";
import { Match, sinks, sources, type Topics } from "../interval-join.ts";

export function matchPayments(env: StreamExecutionEnvironment, topics: Topics): void {
  const late = new OutputTag<Payment>("late");
  const { orders, payments } = sources(env, topics);
  const matched = orders
    .keyBy(({ orderId }) => orderId)
    .intervalJoin(payments.keyBy(({ paymentId }) => paymentId))
    .between(Duration.ofMinutes(-1), Duration.ofMinutes(15))
    .sideOutputRightLateData(late)
    .process(new Match())
    .uid("match");
  sinks(topics, matched, late);
}
