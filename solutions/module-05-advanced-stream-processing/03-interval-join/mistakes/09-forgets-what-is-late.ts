// caught-by: IVJ-03
// You give late payments no side output: the join drops them, without an error and without a trace.
import { Duration, type StreamExecutionEnvironment } from "#flink";
import { jsonSink } from "#kata/flink";
import { Match, type PaidOrder, sources, type Topics } from "../interval-join.ts";

export function matchPayments(env: StreamExecutionEnvironment, topics: Topics): void {
  const { orders, payments } = sources(env, topics);
  orders
    .keyBy(({ orderId }) => orderId)
    .intervalJoin(payments.keyBy(({ orderId }) => orderId))
    .between(Duration.ofMinutes(-1), Duration.ofMinutes(15))
    .process(new Match())
    .uid("match")
    .sinkTo(jsonSink<PaidOrder>({ brokers: topics.brokers, topic: topics.matched }, ({ orderId }) => orderId))
    .uid("matched");
}
