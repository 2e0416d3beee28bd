// caught-by: IVJ-02
// You join from the payments and keep the bounds. They are added to the left side's time, so now the order may be 15 minutes after its payment.
import { type Collector, Duration, OutputTag, ProcessJoinFunction, type StreamExecutionEnvironment } from "#flink";
import type { Order, Payment } from "#kata";
import { type PaidOrder, sinks, sources, type Topics } from "../interval-join.ts";

export function matchPayments(env: StreamExecutionEnvironment, topics: Topics): void {
  const late = new OutputTag<Payment>("late");
  const { orders, payments } = sources(env, topics);
  const matched = payments
    .keyBy(({ orderId }) => orderId)
    .intervalJoin(orders.keyBy(({ orderId }) => orderId))
    .between(Duration.ofMinutes(-1), Duration.ofMinutes(15))
    .sideOutputLeftLateData(late)
    .process(new Match())
    .uid("match");
  sinks(topics, matched, late);
}

class Match extends ProcessJoinFunction<Payment, Order, PaidOrder> {
  override processElement(
    { paymentId, status }: Payment,
    { orderId, customerId }: Order,
    context: ProcessJoinFunction.Context,
    out: Collector<PaidOrder>,
  ): void {
    const afterMs = context.getLeftTimestamp() - context.getRightTimestamp();
    out.collect({ orderId, customerId, paymentId, status, afterMs });
  }
}
