/** A whole job, run by Flink's MiniCluster: what is shared stays as it was, and times come from the elements. */
import {
  type Collector,
  DiscardingSink,
  Duration,
  ProcessWindowFunction,
  type StreamExecutionEnvironment,
  type TimeWindow,
  TumblingEventTimeWindows,
  WatermarkStrategy,
} from "#flink";

interface Visit {
  who: { name: string };
  at: number;
}

class Counts extends ProcessWindowFunction<Visit, string, { name: string }> {
  override process(
    who: { name: string },
    context: ProcessWindowFunction.Context<TimeWindow>,
    visits: Iterable<Visit>,
    out: Collector<string>,
  ): void {
    out.collect(`${who.name} [${context.window().getStart()},${context.window().getEnd()}) ${[...visits].length}`);
  }
}

export function build(env: StreamExecutionEnvironment): void {
  env.setParallelism(2);
  const visits = env
    .fromData<Visit>(
      { who: { name: "ann" }, at: 0 },
      { who: { name: "bob" }, at: 3 },
      { who: { name: "ann" }, at: 9 },
      { who: { name: "ann" }, at: 10 },
    )
    .assignTimestampsAndWatermarks(
      WatermarkStrategy.forMonotonousTimestamps<Visit>().withTimestampAssigner(({ at }) => at),
    );
  // Changes what it is given: the others must not see it.
  visits
    .map((visit) => {
      visit.who.name = "nobody";
      return visit.at;
    })
    .uid("vandal")
    .sinkTo(new DiscardingSink());
  visits
    .union(visits.filter(({ at }) => at > 9))
    .keyBy(({ who }) => who)
    .window(TumblingEventTimeWindows.of(Duration.ofMillis(10)))
    .process(new Counts())
    .uid("counts")
    .sinkTo(new DiscardingSink());
}
