/** The two programs in TypeScript. Their twins: `Jobs.java` and `jobs.py`. */
import {
  type Collector,
  DiscardingSink,
  KeyedProcessFunction,
  type StreamExecutionEnvironment,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "#flink";
import { jsonSource, type TopicAddress } from "#kata/flink";

export interface Event {
  id: number;
  user: string;
  name: string;
  /** Fills the record up to its size. */
  padding: string;
}

/** A key in a hundred. */
const KEYS = 100;

/** Parses each record, changes a field, writes it as text. */
export function map(env: StreamExecutionEnvironment, topic: TopicAddress): void {
  lowerCased(env, topic)
    // The sink throws everything away, so the text is made here, as it is in the twins.
    .map((event) => JSON.stringify(event))
    .sinkTo(new DiscardingSink<string>());
}

/** The same, and counts the records of each key in state. */
export function count(env: StreamExecutionEnvironment, topic: TopicAddress): void {
  lowerCased(env, topic)
    .keyBy(({ id }) => id % KEYS)
    .process(new Count())
    .uid("count")
    .map((counted) => JSON.stringify(counted))
    .sinkTo(new DiscardingSink<string>());
}

function lowerCased(env: StreamExecutionEnvironment, topic: TopicAddress) {
  return env
    .fromSource(jsonSource<Event>(topic), WatermarkStrategy.noWatermarks(), "events")
    .uid("events")
    .map((event) => ({ ...event, name: event.name.toLowerCase() }));
}

class Count extends KeyedProcessFunction<number, Event, { user: string; count: number }> {
  #count: ValueState<number> | undefined;

  override open(): void {
    this.#count = this.getRuntimeContext().getState(new ValueStateDescriptor<number>("count"));
  }

  override processElement(
    { user }: Event,
    _context: KeyedProcessFunction.Context<number>,
    out: Collector<{ user: string; count: number }>,
  ): void {
    const count = (this.#count?.value() ?? 0) + 1;
    this.#count?.update(count);
    out.collect({ user, count });
  }
}
