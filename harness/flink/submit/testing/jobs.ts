/** Jobs of the tests of submission. */
import {
  type Collector,
  Configuration,
  type ConsumerRecord,
  DeliveryGuarantee,
  DiscardingSink,
  Duration,
  JsonDeserializationSchema,
  JsonSerializationSchema,
  type KafkaRecordDeserializationSchema,
  KafkaRecordSerializationSchema,
  KafkaSink,
  KafkaSource,
  KeyedProcessFunction,
  OffsetsInitializer,
  type OpenContext,
  type StreamExecutionEnvironment,
  type ValueState,
  ValueStateDescriptor,
  WatermarkStrategy,
} from "#flink";

export interface Ride {
  id: number;
  driver: { name: string } | null;
}

export interface Count {
  driver: string;
  rides: number;
}

export interface Topics {
  brokers: string;
  from: string;
  to: string;
  /** Whether it ends at the end of today's topic. */
  bounded: boolean;
  /** Whether records that are not JSON are left out. */
  ignoreParseErrors?: boolean;
  /** Given: it writes exactly once, with checkpoints five times a second. */
  transactionalIdPrefix?: string;
  /** Where state lies: on the heap unless told. */
  backend?: "hashmap" | "rocksdb";
  parallelism?: number;
}

class CountRides extends KeyedProcessFunction<string, { driver: string }, Count> {
  #rides: ValueState<number> | undefined;
  #latest = 0;

  override open(_context: OpenContext): void {
    this.getRuntimeContext()
      .getMetricGroup()
      .gauge("latestCount", () => this.#latest);
    this.#rides = this.getRuntimeContext().getState(new ValueStateDescriptor<number>("rides"));
  }

  override processElement(
    { driver }: { driver: string },
    _context: KeyedProcessFunction.Context<string>,
    out: Collector<Count>,
  ): void {
    const rides = (this.#rides?.value() ?? 0) + 1;
    this.#rides?.update(rides);
    this.#latest = rides;
    out.collect({ driver, rides });
  }
}

function ridesOf(
  env: StreamExecutionEnvironment,
  { brokers, from, bounded, ignoreParseErrors = false }: Topics,
  watermarks = WatermarkStrategy.noWatermarks<Ride>(),
) {
  const builder = KafkaSource.builder<Ride>()
    .setBootstrapServers(brokers)
    .setTopics(from)
    .setStartingOffsets(OffsetsInitializer.earliest())
    .setValueOnlyDeserializer(new JsonDeserializationSchema<Ride>({ ignoreParseErrors }));
  if (bounded) builder.setBounded(OffsetsInitializer.latest());
  return env.fromSource(builder.build(), watermarks, "rides").uid("rides");
}

function sinkOf<T>({ brokers, to, transactionalIdPrefix }: Topics): KafkaSink<T> {
  const builder = KafkaSink.builder<T>().setBootstrapServers(brokers);
  if (transactionalIdPrefix === undefined) builder.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
  else {
    builder
      .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
      .setTransactionalIdPrefix(transactionalIdPrefix)
      // The connector asks for an hour, which brokers refuse.
      .setProperty("transaction.timeout.ms", "60000");
  }
  return builder
    .setRecordSerializer(
      KafkaRecordSerializationSchema.builder<T>()
        .setTopic(to)
        .setValueSerializationSchema(new JsonSerializationSchema<T>())
        .build(),
    )
    .build();
}

function setUp(env: StreamExecutionEnvironment, { transactionalIdPrefix, backend, parallelism }: Topics): void {
  if (transactionalIdPrefix !== undefined) env.enableCheckpointing(200);
  if (backend) env.configure(Configuration.fromMap({ "state.backend.type": backend }));
  if (parallelism) env.setParallelism(parallelism);
}

/** Counts each driver's rides. */
export function countRides(env: StreamExecutionEnvironment, topics: Topics, uid = "count"): void {
  setUp(env, topics);
  ridesOf(env, topics)
    .map(({ id, driver }) => ({ id, driver: driver?.name ?? "nobody" }))
    .keyBy(({ driver }) => driver)
    .process(new CountRides())
    .uid(uid)
    .sinkTo(sinkOf<Count>(topics))
    .uid("counts");
}

/** The same, with other records: what it has counted so far goes on. */
export function countRidesLoudly(env: StreamExecutionEnvironment, topics: Topics): void {
  setUp(env, topics);
  ridesOf(env, topics)
    .map(({ driver }) => ({ driver: driver?.name ?? "nobody" }))
    .keyBy(({ driver }) => driver)
    .process(new CountRides())
    .uid("count")
    .map(({ driver, rides }) => ({ driver: driver.toUpperCase(), rides }))
    .sinkTo(sinkOf<Count>(topics))
    .uid("counts");
}

/** Forgets that a ride may have no driver. */
export function forgetsNull(env: StreamExecutionEnvironment, topics: Topics): void {
  ridesOf(env, topics)
    .map((ride) => nameOf(ride.driver as { name: string }))
    .uid("names")
    .sinkTo(sinkOf<string>(topics))
    .uid("out");
}

/** The same, and begins again each time. */
export function forgetsNullAgain(env: StreamExecutionEnvironment, topics: Topics): void {
  const again = {
    "restart-strategy.type": "fixed-delay",
    "restart-strategy.fixed-delay.attempts": "1000000",
    "restart-strategy.fixed-delay.delay": "100 ms",
  };
  env.configure(Configuration.fromMap(again));
  forgetsNull(env, topics);
}

function nameOf(driver: { name: string }): string {
  return driver.name;
}

/** Never returns from what it was given by a function that waits for it. */
export function spins(env: StreamExecutionEnvironment, topics: Topics): void {
  ridesOf(env, topics)
    .flatMap<{ id: number }>(({ id }, out) => out.collect({ id }))
    .map(({ id }) => {
      for (;;) {
        if (id < 0) return id;
      }
    })
    .uid("spins")
    .sinkTo(sinkOf<number>(topics))
    .uid("out");
}

/** Works two milliseconds for each ride, in two subtasks. */
export function takesLong(env: StreamExecutionEnvironment, topics: Topics): void {
  env.setParallelism(2);
  ridesOf(env, topics)
    .rebalance()
    .map(({ id }) => {
      const end = Date.now() + 2;
      while (Date.now() < end);
      return id;
    })
    .sinkTo(new DiscardingSink());
}

/** Its rides are in the program, so no topic is read. */
export function countsItsOwn(env: StreamExecutionEnvironment, topics: Topics): void {
  env
    .fromData({ driver: "ann" }, { driver: "ben" }, { driver: "ann" })
    .keyBy(({ driver }) => driver)
    .process(new CountRides())
    .uid("count")
    .sinkTo(sinkOf<Count>(topics))
    .uid("counts");
}

export function differsEachTime(env: StreamExecutionEnvironment, topics: Topics): void {
  const name = `m${Math.random()}`;
  ridesOf(env, topics)
    .map(({ id }) => id)
    .uid(name)
    .sinkTo(sinkOf<number>(topics))
    .uid("out");
}

export function hasNoSink(env: StreamExecutionEnvironment, topics: Topics): void {
  ridesOf(env, topics).map(({ id }) => id);
}

export function hasOneUidTwice(env: StreamExecutionEnvironment, topics: Topics): void {
  ridesOf(env, topics)
    .map(({ id }) => id)
    .uid("rides")
    .sinkTo(sinkOf<number>(topics))
    .uid("out");
}

export function hasASinkWithoutUid(env: StreamExecutionEnvironment, topics: Topics): void {
  ridesOf(env, topics)
    .map(({ id }) => id)
    .sinkTo(sinkOf<number>(topics));
}

export function throwsAtOnce(): void {
  throw new RangeError("not today");
}

export function neverReturns(): void {
  for (;;) {
    // Nothing ends it.
  }
}

interface Whole {
  key: string | null;
  trace: string | null;
  offset: number;
}

const whole: KafkaRecordDeserializationSchema<Whole> = {
  deserialize(record: ConsumerRecord, out: Collector<Whole>) {
    const trace = record.headers().lastHeader("trace")?.value() ?? null;
    out.collect({ key: record.key(), trace, offset: record.offset() });
  },
};

/** Hands on what a record has beside its value, tombstones too. */
export function copiesTraces(env: StreamExecutionEnvironment, { brokers, from, to }: Topics): void {
  const source = KafkaSource.builder<Whole>()
    .setBootstrapServers(brokers)
    .setTopics(from)
    .setBounded(OffsetsInitializer.latest())
    .setDeserializer(whole)
    .build();
  const serializer = KafkaRecordSerializationSchema.builder<Whole>()
    .setTopic(to)
    .setKeySerializationSchema(({ key }) => key ?? "none")
    .setHeaderProvider(({ trace, offset }) => ({ trace: trace ?? "", from: String(offset) }))
    .setValueSerializationSchema(new JsonSerializationSchema<Whole>())
    .build();
  env
    .fromSource(source, WatermarkStrategy.noWatermarks(), "whole")
    .uid("whole")
    .rebalance()
    .sinkTo(KafkaSink.builder<Whole>().setBootstrapServers(brokers).setRecordSerializer(serializer).build())
    .uid("copies");
}

/** Prints each ride, and what nobody can print. */
export function prints(env: StreamExecutionEnvironment, topics: Topics): void {
  ridesOf(env, topics)
    .map(({ id }) => {
      console.log(`ride ${id} | of`, { three: 3 }, undefined);
      return id;
    })
    .print("rides");
}

/** Its watermark is that of its slowest partition, unless an idle one is left out after so many milliseconds. */
export function followsEventTime(
  env: StreamExecutionEnvironment,
  topics: Topics,
  idleAfterMs: number | null | "no watermarks",
): void {
  const strict = WatermarkStrategy.forMonotonousTimestamps<Ride>();
  const watermarks =
    idleAfterMs === "no watermarks"
      ? WatermarkStrategy.noWatermarks<Ride>()
      : idleAfterMs === null
        ? strict
        : strict.withIdleness(Duration.ofMillis(idleAfterMs));
  ridesOf(env, topics, watermarks)
    .rebalance()
    .map(({ id }) => id)
    .sinkTo(new DiscardingSink());
}
