import { Graph } from "./graph.ts";
import type { JsonOf, Widened } from "./json.ts";
import type { KafkaSource } from "./kafka-source.ts";
import { type NeedsUid, SingleOutputStreamOperator } from "./streams.ts";
import type { WatermarkStrategy } from "./watermarks.ts";
import { recordWatermarks } from "./watermarks-record.ts";

/**
 * Settings of a job, by Flink's own keys: backend, checkpoints, restart strategy, buffers, watermark interval, chaining.
 * Another key is refused, and the refusal lists those that may be set.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/deployment/config/
 */
export class Configuration {
  readonly #values: Readonly<Record<string, string>>;

  private constructor(values: Readonly<Record<string, string>>) {
    this.#values = values;
  }

  static fromMap(values: Readonly<Record<string, string>>): Configuration {
    return new Configuration({ ...values });
  }

  toMap(): Record<string, string> {
    return { ...this.#values };
  }
}

export const CheckpointingMode = { EXACTLY_ONCE: "EXACTLY_ONCE", AT_LEAST_ONCE: "AT_LEAST_ONCE" } as const;

export type CheckpointingMode = (typeof CheckpointingMode)[keyof typeof CheckpointingMode];

/**
 * Where a job begins: its sources and its settings. There is no `execute()`: a job is a function that is given an
 * environment, and the run executes what it recorded.
 * https://nightlies.apache.org/flink/flink-docs-release-2.2/docs/dev/datastream/overview/
 */
export class StreamExecutionEnvironment {
  /** What is being recorded. */
  readonly graph = new Graph();

  setParallelism(parallelism: number): this {
    this.graph.settings.parallelism = parallelism;
    return this;
  }

  setMaxParallelism(maxParallelism: number): this {
    this.graph.settings.maxParallelism = maxParallelism;
    return this;
  }

  /** Each operator is a task of its own, with threads and a place in the Web UI, for seeing what each costs. */
  disableOperatorChaining(): this {
    this.graph.settings.operatorChaining = false;
    return this;
  }

  /** @param intervalMs  from the start of one checkpoint to the start of the next */
  enableCheckpointing(intervalMs: number, mode: CheckpointingMode = CheckpointingMode.EXACTLY_ONCE): this {
    this.graph.settings.checkpointIntervalMs = intervalMs;
    this.graph.settings.checkpointingMode = mode;
    return this;
  }

  configure(configuration: Configuration): this {
    Object.assign(this.graph.settings.configuration, configuration.toMap());
    return this;
  }

  /** A stream of these elements, which ends. For trying things; its elements have no time. */
  fromData<T extends JsonOf<T>>(...elements: T[]): SingleOutputStreamOperator<Widened<T>> {
    const operation = { type: "fromData", elements: elements.map((element) => JSON.stringify(element)) } as const;
    return new SingleOutputStreamOperator<Widened<T>>(this.graph, this.graph.add(operation, []));
  }

  fromSource<T>(source: KafkaSource<T>, strategy: WatermarkStrategy<T>, name: string): NeedsUid<T> {
    const { watermarks, functions } = recordWatermarks(strategy);
    const { shape, deserializer } = source;
    const all = { ...functions, ...(deserializer && { deserializer }) };
    const node = this.graph.add({ type: "kafkaSource", source: shape, watermarks }, [], all, true);
    node.name = name;
    return new SingleOutputStreamOperator<T>(this.graph, node);
  }
}
