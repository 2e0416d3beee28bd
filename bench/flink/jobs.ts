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

/** Changes a field of each record, and writes it as text: the sink throws everything away, and would write nothing. */
export function map(env: StreamExecutionEnvironment, topic: TopicAddress): void {
  events(env, topic)
    .map((event) => JSON.stringify(lowerCase(event)))
    .sinkTo(new DiscardingSink<string>());
}

/** The same, and counts the records of each key in state. */
export function count(env: StreamExecutionEnvironment, topic: TopicAddress): void {
  events(env, topic)
    .map(lowerCase)
    .keyBy(({ id }) => id % KEYS)
    .process(new Count())
    .uid("count")
    .sinkTo(new DiscardingSink<string>());
}

function events(env: StreamExecutionEnvironment, topic: TopicAddress) {
  return env.fromSource(jsonSource<Event>(topic), WatermarkStrategy.noWatermarks(), "events").uid("events");
}

function lowerCase(event: Event): Event {
  return { ...event, name: event.name.toLowerCase() };
}

class Count extends KeyedProcessFunction<number, Event, string> {
  #count: ValueState<number> | undefined;

  override open(): void {
    this.#count = this.getRuntimeContext().getState(new ValueStateDescriptor<number>("count"));
  }

  override processElement(
    { user }: Event,
    _context: KeyedProcessFunction.Context<number>,
    out: Collector<string>,
  ): void {
    const count = (this.#count?.value() ?? 0) + 1;
    this.#count?.update(count);
    out.collect(JSON.stringify({ user, count }));
  }
}
