// caught-by: IVJ-02
// You begin the interval at the order. A payment from the minute before, whose clock or topic was a little ahead, finds nobody.
import { Duration, OutputTag, type StreamExecutionEnvironment } from "#flink";
import type { Payment } from "#kata";
import { Match, sinks, sources, type Topics } from "../interval-join.ts";

export function matchPayments(env: StreamExecutionEnvironment, topics: Topics): void {
  const late = new OutputTag<Payment>("late");
  const { orders, payments } = sources(env, topics);
  const matched = orders
    .keyBy(({ orderId }) => orderId)
    .intervalJoin(payments.keyBy(({ orderId }) => orderId))
    .between(Duration.ofMinutes(0), Duration.ofMinutes(15))
    .sideOutputRightLateData(late)
    .process(new Match())
    .uid("match");
  sinks(topics, matched, late);
}
