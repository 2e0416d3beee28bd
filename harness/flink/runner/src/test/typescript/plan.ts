/** What a job may say of its plan: who gets which elements, chains, slots, and sources that wait for each other. */
import {
  DiscardingSink,
  Duration,
  JsonDeserializationSchema,
  KafkaSource,
  type StreamExecutionEnvironment,
  WatermarkStrategy,
} from "#flink";

export function build(env: StreamExecutionEnvironment): void {
  const source = KafkaSource.builder<number>()
    .setBootstrapServers("127.0.0.1:1")
    .setTopics("numbers")
    .setValueOnlyDeserializer(new JsonDeserializationSchema<number>())
    .build();
  const strategy = WatermarkStrategy.forMonotonousTimestamps<number>()
    .withIdleness(Duration.ofSeconds(5))
    .withWatermarkAlignment("all", Duration.ofSeconds(20), Duration.ofMillis(500));
  const numbers = env.fromSource(source, strategy, "numbers").uid("numbers");
  const ways = {
    rebalance: numbers.rebalance(),
    rescale: numbers.rescale(),
    shuffle: numbers.shuffle(),
    forward: numbers.forward(),
    broadcast: numbers.broadcast(),
    global: numbers.global(),
  };
  for (const [way, stream] of Object.entries(ways)) {
    stream
      .map((n) => n)
      .uid(way)
      .sinkTo(new DiscardingSink());
  }
  numbers
    .map((n) => n)
    .uid("head")
    .startNewChain()
    .map((n) => n)
    .uid("alone")
    .disableChaining()
    .slotSharingGroup("own")
    .setMaxParallelism(16)
    .sinkTo(new DiscardingSink())
    .disableChaining()
    .setMaxParallelism(16)
    .slotSharingGroup("own");
}
