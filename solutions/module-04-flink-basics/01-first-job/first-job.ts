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
    .map(summaryOf)
    .sinkTo(sink)
    .uid("summaries");
}

export function summaryOf({ orderId, customerId, lines, totalCents }: Order): OrderSummary {
  const pieces = lines.reduce((sum, { quantity }) => sum + quantity, 0);
  return { orderId, customerId, pieces, totalCents };
}
