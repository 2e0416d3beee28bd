/** Jobs that ask too much of a cluster. */
import { DiscardingSink, type StreamExecutionEnvironment, WatermarkStrategy } from "#flink";
import { jsonSink, jsonSource } from "#kata/flink";

export interface Topics {
  brokers: string;
  from: string;
  to: string;
}

export interface Text {
  text: string;
}

const textsOf = (env: StreamExecutionEnvironment, { brokers, from }: Topics) =>
  env.fromSource(jsonSource<Text>({ brokers, topic: from }), WatermarkStrategy.noWatermarks(), "texts").uid("texts");

/** Says how long each text is. */
export function measures(env: StreamExecutionEnvironment, topics: Topics): void {
  textsOf(env, topics)
    .map(({ text }) => text.length)
    .sinkTo(jsonSink<number>({ brokers: topics.brokers, topic: topics.to }))
    .uid("lengths");
}

/** Writes a record that is too long for a topic. */
export function writesTenMegabytes(env: StreamExecutionEnvironment, topics: Topics): void {
  textsOf(env, topics)
    .map(({ text }) => text.repeat(10_000_000))
    .sinkTo(jsonSink<string>({ brokers: topics.brokers, topic: topics.to }))
    .uid("long");
}

/** Keeps more with each record than a TaskManager has. */
export function allocates(env: StreamExecutionEnvironment, topics: Topics): void {
  const kept: number[][] = [];
  textsOf(env, topics)
    .map(() => {
      for (;;) kept.push(Array.from({ length: 100_000 }, (_, i) => i + kept.length));
    })
    .sinkTo(new DiscardingSink<never>());
}

/** Keeps four megabytes more with each record, so that no call is long. */
export function leaks(env: StreamExecutionEnvironment, topics: Topics): void {
  const kept: Float64Array[] = [];
  textsOf(env, topics)
    .map(() => kept.push(new Float64Array(500_000)))
    .sinkTo(new DiscardingSink<number>());
}

/** There are eight slots. It does not end: subtasks that do would leave their slots to the others, one after the other. */
export function wantsManySlots(env: StreamExecutionEnvironment, { brokers, from }: Topics): void {
  env.setParallelism(40);
  env
    .fromSource(jsonSource<Text>({ brokers, topic: from }, true), WatermarkStrategy.noWatermarks(), "texts")
    .uid("texts")
    .sinkTo(new DiscardingSink());
}
