// caught-by: JOB-01
// You map with an async function: what it returns is a promise, and no record.
import {
  DeliveryGuarantee,
  JsonDeserializationSchema,
  JsonSerializationSchema,
  KafkaRecordSerializationSchema,
  KafkaSink,
  KafkaSource,
  OffsetsInitializer,
  type StreamExecutionEnvironment,
  WatermarkStrategy,
} from "#flink";
import type { Order } from "#kata";

export interface Topics {
  brokers: string;
  orders: string;
  summaries: string;
}

export interface OrderSummary {
  orderId: string;
  customerId: string;
  pieces: number;
  totalCents: number;
}

export function summarizeOrders(env: StreamExecutionEnvironment, { brokers, orders, summaries }: Topics): void {
  const source = KafkaSource.builder<Order>()
    .setBootstrapServers(brokers)
    .setTopics(orders)
    .setStartingOffsets(OffsetsInitializer.earliest())
    .setBounded(OffsetsInitializer.latest())
    .setValueOnlyDeserializer(new JsonDeserializationSchema<Order>())
    .build();

  const serializer = KafkaRecordSerializationSchema.builder<OrderSummary>()
    .setTopic(summaries)
    .setKeySerializationSchema(({ customerId }) => customerId)
    .setValueSerializationSchema(new JsonSerializationSchema<OrderSummary>())
    .build();
  const sink = KafkaSink.builder<OrderSummary>()
    .setBootstrapServers(brokers)
    .setRecordSerializer(serializer)
    .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
    .build();

  env
    .fromSource(source, WatermarkStrategy.noWatermarks(), "orders")
    .uid("orders")
    .map(summaryOf as unknown as (order: Order) => OrderSummary)
    .sinkTo(sink)
    .uid("summaries");
}

export async function summaryOf({ orderId, customerId, lines, totalCents }: Order): Promise<OrderSummary> {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return { orderId, customerId, pieces, totalCents };
}
