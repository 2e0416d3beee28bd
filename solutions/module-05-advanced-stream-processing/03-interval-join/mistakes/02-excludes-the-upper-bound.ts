// caught-by: IVJ-02
// You exclude the upper bound: a payment exactly 15 minutes after its order finds nobody. Both bounds of an interval join are inclusive unless told.
import { Duration, OutputTag, type StreamExecutionEnvironment } from "#flink";
import type { Payment } from "#kata";
import { Match, sinks, sources, type Topics } from "../interval-join.ts";

export function matchPayments(env: StreamExecutionEnvironment, topics: Topics): void {
  const late = new OutputTag<Payment>("late");
  const { orders, payments } = sources(env, topics);
  const matched = orders
    .keyBy(({ orderId }) => orderId)
    .intervalJoin(payments.keyBy(({ orderId }) => orderId))
    .between(Duration.ofMinutes(-1), Duration.ofMinutes(15))
    .upperBoundExclusive()
    .sideOutputRightLateData(late)
    .process(new Match())
    .uid("match");
  sinks(topics, matched, late);
}
