import {
  type Collector,
  Duration,
  OutputTag,
  ProcessJoinFunction,
  type SingleOutputStreamOperator,
  type StreamExecutionEnvironment,
  WatermarkStrategy,
} from "#flink";
import type { Order, Payment, ShopEvent } from "#kata";
import { jsonSink, jsonSource } from "#kata/flink";

export interface Topics {
  brokers: string;
  orders: string;
  payments: string;
  matched: string;
  late: string;
  endless: boolean;
}

export interface PaidOrder {
  orderId: string;
  customerId: string;
  paymentId: string;
  status: "captured" | "declined";
  afterMs: number;
}

export function matchPayments(env: StreamExecutionEnvironment, topics: Topics): void {
  const late = new OutputTag<Payment>("late");
  const { orders, payments } = sources(env, topics);
  const matched = orders
    .keyBy(({ orderId }) => orderId)
    .intervalJoin(payments.keyBy(({ orderId }) => orderId))
    .between(Duration.ofMinutes(-1), Duration.ofMinutes(15))
    .sideOutputRightLateData(late)
    .process(new Match())
    .uid("match");
  sinks(topics, matched, late);
}

export class Match extends ProcessJoinFunction<Order, Payment, PaidOrder> {
  override processElement(
    { orderId, customerId }: Order,
    { paymentId, status }: Payment,
    context: ProcessJoinFunction.Context,
    out: Collector<PaidOrder>,
  ): void {
    const afterMs = context.getRightTimestamp() - context.getLeftTimestamp();
    out.collect({ orderId, customerId, paymentId, status, afterMs });
  }
}

/** Orders and payments with their event time, out of order by a minute at most. */
export function sources(
  env: StreamExecutionEnvironment,
  { brokers, orders, payments, endless }: Topics,
  times = <T extends ShopEvent>() =>
    WatermarkStrategy.forBoundedOutOfOrderness<T>(Duration.ofMinutes(1)).withTimestampAssigner(
      ({ occurredAt }) => occurredAt,
    ),
) {
  return {
    orders: env
      .fromSource(jsonSource<Order>({ brokers, topic: orders }, endless), times<Order>(), "orders")
      .uid("orders"),
    payments: env
      .fromSource(jsonSource<Payment>({ brokers, topic: payments }, endless), times<Payment>(), "payments")
      .uid("payments"),
  };
}

export function sinks(
  { brokers, matched, late }: Topics,
  pairs: SingleOutputStreamOperator<PaidOrder>,
  tag: OutputTag<Payment>,
): void {
  pairs.sinkTo(jsonSink<PaidOrder>({ brokers, topic: matched }, ({ orderId }) => orderId)).uid("matched");
  pairs
    .getSideOutput(tag)
    .sinkTo(jsonSink<Payment>({ brokers, topic: late }, ({ orderId }) => orderId))
    .uid("late");
}
