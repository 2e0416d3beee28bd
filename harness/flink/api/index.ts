/**
 * `#flink`: Flink's DataStream API in TypeScript, its names to the letter. A job is a function that is given a
 * `StreamExecutionEnvironment` and records operators in it; the functions it names run inside Flink's TaskManagers.
 */
export { Duration } from "./duration.ts";
export { CheckpointingMode, Configuration, StreamExecutionEnvironment } from "./environment.ts";
export * from "./functions.ts";
export type { Json, JsonOf, NotJson } from "./json.ts";
export {
  type ConsumerRecord,
  type Header,
  type HeaderProvider,
  type Headers,
  JsonDeserializationSchema,
  JsonSerializationSchema,
  type KafkaRecordDeserializationSchema,
  KafkaRecordSerializationSchema,
  type KafkaSinkContext,
  type KeySerializationSchema,
  type ProducerRecord,
} from "./kafka-records.ts";
export { DeliveryGuarantee, KafkaSink } from "./kafka-sink.ts";
export { KafkaSource, OffsetsInitializer } from "./kafka-source.ts";
export * from "./state.ts";
export {
  DataStream,
  DataStreamSink,
  DiscardingSink,
  KeyedStream,
  type NeedsUid,
  SingleOutputStreamOperator,
} from "./streams.ts";
export {
  type TimestampAssigner,
  type WatermarkGenerator,
  type WatermarkOutput,
  WatermarkStrategy,
} from "./watermarks.ts";
export {
  ContinuousEventTimeTrigger,
  ContinuousProcessingTimeTrigger,
  CountTrigger,
  EventTimeSessionWindows,
  EventTimeTrigger,
  type GlobalWindow,
  GlobalWindows,
  ProcessingTimeSessionWindows,
  ProcessingTimeTrigger,
  PurgingTrigger,
  SlidingEventTimeWindows,
  SlidingProcessingTimeWindows,
  type TimeWindow,
  Trigger,
  TumblingEventTimeWindows,
  TumblingProcessingTimeWindows,
  WindowAssigner,
} from "./windows.ts";
