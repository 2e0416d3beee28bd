// caught-by: IVJ-03
// You take the times for monotonous: the watermark follows the latest event, and one that is a minute out of order is late at once.
import { Duration, OutputTag, type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import type { Payment, ShopEvent } from "#kata";
import { Match, sinks, sources, type Topics } from "../interval-join.ts";

export function matchPayments(env: StreamExecutionEnvironment, topics: Topics): void {
  const late = new OutputTag<Payment>("late");
  const { orders, payments } = sources(env, topics, <T extends ShopEvent>() =>
    WatermarkStrategy.forMonotonousTimestamps<T>().withTimestampAssigner(({ occurredAt }) => occurredAt),
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
