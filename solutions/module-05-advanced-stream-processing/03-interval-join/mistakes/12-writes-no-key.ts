// caught-by: IVJ-01
// You write the pairs without a key: both keys of the join are for the stream, and the key of a record is the sink's to give.
import { Duration, OutputTag, type StreamExecutionEnvironment } from "#flink";
import type { Payment } from "#kata";
import { jsonSink } from "#kata/flink";
import { Match, type PaidOrder, sources, type Topics } from "../interval-join.ts";

export function matchPayments(env: StreamExecutionEnvironment, topics: Topics): void {
  const { brokers } = topics;
  const late = new OutputTag<Payment>("late");
  const { orders, payments } = sources(env, topics);
  const matched = orders
    .keyBy(({ orderId }) => orderId)
    .intervalJoin(payments.keyBy(({ orderId }) => orderId))
    .between(Duration.ofMinutes(-1), Duration.ofMinutes(15))
    .sideOutputRightLateData(late)
    .process(new Match())
    .uid("match");
  matched.sinkTo(jsonSink<PaidOrder>({ brokers, topic: topics.matched })).uid("matched");
  matched
    .getSideOutput(late)
    .sinkTo(jsonSink<Payment>({ brokers, topic: topics.late }, ({ orderId }) => orderId))
    .uid("late");
}
