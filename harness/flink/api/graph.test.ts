/** What is recorded of a job, and what is refused while it is recorded. */
import { describe, expect, test } from "vitest";
import {
  Configuration,
  CountTrigger,
  DataStream,
  DiscardingSink,
  Duration,
  EventTimeSessionWindows,
  KafkaSink,
  KafkaSource,
  KeyedProcessFunction,
  OutputTag,
  ProcessFunction,
  SlidingEventTimeWindows,
  StreamExecutionEnvironment,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "./index.ts";
import { canonical } from "./json.ts";

class Nothing extends KeyedProcessFunction<number, number, number> {
  override processElement(): void {}
}

function recorded(build: (env: StreamExecutionEnvironment) => void) {
  const env = new StreamExecutionEnvironment();
  build(env);
  return JSON.parse(env.graph.finish());
}

const aside = new OutputTag<number>("aside");
class Aside extends ProcessFunction<number, number> {
  override processElement(): void {}
}

const none = WatermarkStrategy.noWatermarks<number>();

function consumedTwice(numbers: DataStream<number>): DataStream<number> {
  numbers.sinkTo(end());
  return numbers;
}

/** The only operator that is given what comes out of a stream. */
function consumerOf(stream: (numbers: DataStream<number>) => DataStream<number>): unknown {
  const { nodes } = recorded((env) => {
    stream(env.fromData(1))
      .map((n) => n)
      .name("consumer")
      .sinkTo(end());
  });
  return nodes.find(({ name }: { name: string }) => name === "consumer");
}

const end = () => new DiscardingSink<unknown>();

describe("the recorded graph", () => {
  test("has what was told of each operator", () => {
    const { settings, nodes } = recorded((env) => {
      env.setParallelism(2).enableCheckpointing(500);
      env.configure(Configuration.fromMap({ "state.backend.type": "rocksdb" }));
      env
        .fromData(1, 2)
        .map((n) => n + 1)
        .uid("more")
        .name("one more")
        .setParallelism(3)
        .setMaxParallelism(12)
        .sinkTo(end());
    });
    expect(settings).toEqual({
      parallelism: 2,
      checkpointIntervalMs: 500,
      checkpointingMode: "EXACTLY_ONCE",
      configuration: { "state.backend.type": "rocksdb" },
    });
    expect(nodes[1]).toEqual({
      id: 1,
      operation: { type: "map" },
      inputs: [0],
      uid: "more",
      name: "one more",
      parallelism: 3,
      maxParallelism: 12,
      functions: ["map"],
      shared: false,
    });
  });

  test("knows whose input others consume too, through a union as well", () => {
    const { nodes } = recorded((env) => {
      const numbers = env.fromData(1);
      numbers.filter((n) => n > 0).sinkTo(end());
      const both = numbers.union(env.fromData(2));
      both.map((n) => n).sinkTo(end());
    });
    const shared = nodes.filter((node: { shared: boolean }) => node.shared);
    expect(shared.map(({ operation }: { operation: { type: string } }) => operation.type)).toEqual([
      "filter",
      "discard",
      "union",
      "map",
    ]);
  });

  test.each<[string, (numbers: DataStream<number>) => DataStream<number>]>([
    ["a side output", (numbers) => numbers.process(new Aside()).getSideOutput(aside)],
    ["a flatMap", (numbers) => numbers.flatMap<number>((n, out) => out.collect(n))],
    ["watermarks whose input others consume", (numbers) => consumedTwice(numbers).assignTimestampsAndWatermarks(none)],
    ["a filter whose input others consume", (numbers) => consumedTwice(numbers).filter((n) => n > 0)],
  ])("knows that others may hold what comes out of %s", (_what, stream) => {
    expect(consumerOf(stream)).toMatchObject({ shared: true });
  });

  test.each<[string, (numbers: DataStream<number>) => DataStream<number>]>([
    ["a map", (numbers) => numbers.map((n) => n)],
    ["watermarks", (numbers) => numbers.assignTimestampsAndWatermarks(none)],
    ["a filter", (numbers) => numbers.filter((n) => n > 0)],
  ])("knows that nobody else holds what comes out of %s", (_what, stream) => {
    expect(consumerOf(stream)).toMatchObject({ shared: false });
  });

  test("says who gets which elements, in which chains and slots", () => {
    const { settings, nodes } = recorded((env) => {
      env.disableOperatorChaining();
      const numbers = env.fromData(1);
      numbers.filter((n) => n > 0).sinkTo(end());
      numbers
        .rebalance()
        .map((n) => n)
        .startNewChain()
        .slotSharingGroup("own")
        .sinkTo(end())
        .disableChaining();
    });
    expect(settings).toEqual({ operatorChaining: false, configuration: {} });
    expect(nodes[3]).toMatchObject({ operation: { type: "partition", by: "rebalance" }, shared: true });
    expect(nodes[4]).toMatchObject({ chaining: "head", slotSharingGroup: "own", shared: true });
    expect(nodes[5]).toMatchObject({ operation: { type: "discard" }, chaining: "never" });
  });

  test("has each windowed join as it was told, whatever else was told of the same one", () => {
    const { nodes } = recorded((env) => {
      const own = (n: number) => n;
      const pairs = env.fromData(1).join(env.fromData(2)).where(own).equalTo(own);
      const minutes = pairs.window(TumblingEventTimeWindows.of(Duration.ofMinutes(1)));
      const later = minutes.allowedLateness(Duration.ofMillis(5));
      const told = { minutes, later, counted: later.trigger(CountTrigger.of(2)) };
      for (const [uid, joined] of Object.entries(told)) {
        joined
          .apply((left, right) => left + right)
          .uid(uid)
          .sinkTo(end());
      }
    });
    const joins = nodes.filter(({ uid }: { uid?: string }) => uid !== undefined);
    expect(joins.map(({ operation }: { operation: { window: unknown } }) => operation.window)).toMatchObject([
      { allowedLatenessMs: 0, trigger: null },
      { allowedLatenessMs: 5, trigger: null },
      { allowedLatenessMs: 5, trigger: { kind: "count" } },
    ]);
  });

  test("is refused where two operators would share an object", () => {
    const nothing = new Nothing();
    const build = (env: StreamExecutionEnvironment) => {
      const keyed = env.fromData(1).keyBy((n) => n);
      keyed.process(nothing).uid("a").sinkTo(end());
      keyed.process(nothing).uid("b").sinkTo(end());
    };
    expect(() => recorded(build)).toThrow("are given one and the same object");
  });

  test("is refused with a stream of another environment", () => {
    const elsewhere = new StreamExecutionEnvironment().fromData(1);
    expect(() => recorded((env) => env.fromData(2).union(elsewhere).sinkTo(end()))).toThrow("another environment");
  });

  test("is refused where it goes in circles", () => {
    const build = (env: StreamExecutionEnvironment) => {
      const looped = env.fromData(1).map((n) => n);
      looped.map((n) => n).sinkTo(end());
      (looped.node.inputs as number[])[0] = 2;
    };
    expect(() => recorded(build)).toThrow("the operator map reads what comes after it: Flink 2 has no cycles");
  });
});

describe("Flink's own rules are told at once", () => {
  test.each([
    ["a size", () => TumblingEventTimeWindows.of(Duration.ofMillis(0)), /is more than 0 ms/],
    [
      "an offset",
      () => TumblingEventTimeWindows.of(Duration.ofMillis(5), Duration.ofMillis(5)),
      /shorter than its size/,
    ],
    ["a slide", () => SlidingEventTimeWindows.of(Duration.ofMillis(5), Duration.ofMillis(0)), /is more than 0 ms/],
    ["a gap", () => EventTimeSessionWindows.withGap(Duration.ofMillis(-1)), /is more than 0 ms/],
    ["a count", () => CountTrigger.of(0), /takes a number from 1/],
    ["a duration", () => Duration.ofMillis(0.5), /whole number/],
    ["a source's deserializer", () => KafkaSource.builder().setTopics("t").build(), /needs setValueOnlyDeserializer/],
    ["a sink's serializer", () => KafkaSink.builder().setBootstrapServers("b").build(), /needs setRecordSerializer/],
    [
      "a transactional id",
      () => KafkaSink.builder().setDeliveryGuarantee("exactly-once").build(),
      /needs setTransactionalIdPrefix/,
    ],
  ])("%s", (_what, build, message) => {
    expect(build).toThrow(message);
  });
});

describe("canonical JSON", () => {
  test("is one text for equal keys", () => {
    expect(canonical({ b: [1, { d: null, c: "x" }], a: undefined }, "a key")).toBe('{"b":[1,{"c":"x","d":null}]}');
  });

  test.each([
    [undefined, "undefined"],
    [Number.NaN, "NaN"],
    [{ at: Number.POSITIVE_INFINITY }, "Infinity"],
    [[1n], "1n"],
    [() => 1, "a function"],
    [Promise.resolve(1), "a promise"],
    [new Date(0), "an instance of Date"],
  ])("refuses %s", (value, told) => {
    expect(() => canonical(value, "a key")).toThrow(`a key must be JSON, and it is ${told}`);
  });
});

test("a keyed stream is no DataStream: what keeps no state is asked of the stream before it", () => {
  expect(new StreamExecutionEnvironment().fromData(1).keyBy((n) => n)).not.toBeInstanceOf(DataStream);
});
