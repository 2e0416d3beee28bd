// caught-by: IVJ-01
// You give the upper bound first. The lower one is -1 minute, the upper one 15: the job is refused.
import { Duration, OutputTag, type StreamExecutionEnvironment } from "#flink";
import type { Payment } from "#kata";
import { Match, sinks, sources, type Topics } from "../interval-join.ts";

export function matchPayments(env: StreamExecutionEnvironment, topics: Topics): void {
  const late = new OutputTag<Payment>("late");
  const { orders, payments } = sources(env, topics);
  const matched = orders
    .keyBy(({ orderId }) => orderId)
    .intervalJoin(payments.keyBy(({ orderId }) => orderId))
    .between(Duration.ofMinutes(15), Duration.ofMinutes(-1))
    .sideOutputRightLateData(late)
    .process(new Match())
    .uid("match");
  sinks(topics, matched, late);
}
