// caught-by: IVJ-02
// You assign no timestamps. The time of an element is then that of its Kafka record, and all that is sent together falls into one interval.
import { Duration, OutputTag, type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Payment } from "#kata";
import { Match, sinks, sources, type Topics } from "../interval-join.ts";

export function matchPayments(env: StreamExecutionEnvironment, topics: Topics): void {
  const late = new OutputTag<Payment>("late");
  const { orders, payments } = sources(env, topics, () =>
    WatermarkStrategy.forBoundedOutOfOrderness(Duration.ofMinutes(1)),
  );
  const matched = orders
    .keyBy(({ orderId }) => orderId)
    .intervalJoin(payments.keyBy(({ orderId }) => orderId))
    .between(Duration.ofMinutes(-1), Duration.ofMinutes(15))
    .sideOutputRightLateData(late)
    .process(new Match())
    .uid("match");
  sinks(topics, matched, late);
}
