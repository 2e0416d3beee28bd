/** A whole job, run by Flink's MiniCluster; each branch ends in an operator whose uid a test reads. */
import {
  type Collector,
  CoProcessFunction,
  DiscardingSink,
  Duration,
  OutputTag,
  ProcessFunction,
  ProcessWindowFunction,
  type StreamExecutionEnvironment,
  type TimeWindow,
  TumblingEventTimeWindows,
  type WatermarkGenerator,
  type WatermarkOutput,
  WatermarkStrategy,
} from "#flink";

interface Visit {
  who: { name: string };
  at: number;
}

interface Card {
  name: string;
  points: number;
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

const early = new OutputTag<string>("early");

class Split extends ProcessFunction<Visit, string> {
  override processElement({ who }: Visit, context: ProcessFunction.Context, out: Collector<string>): void {
    const at = context.timestamp() ?? -1;
    if (at < 5) context.output(early, `${who.name} ${at}`);
    else out.collect(`${who.name} ${at}`);
  }
}

class Both extends CoProcessFunction<Visit, Card, string> {
  override processElement1({ who }: Visit, _context: CoProcessFunction.Context, out: Collector<string>): void {
    out.collect(`visit ${who.name}`);
  }

  override processElement2({ name }: Card, _context: CoProcessFunction.Context, out: Collector<string>): void {
    out.collect(`card ${name}`);
  }
}

interface Box {
  n: number;
}

const boxes = new OutputTag<Box>("boxes");

class Aside extends ProcessFunction<number, never> {
  override processElement(n: number, context: ProcessFunction.Context): void {
    context.output(boxes, { n });
  }
}

/** Changes what it is given. */
function increment(box: Box): Box {
  box.n++;
  return box;
}

/** Says with each event that all before it are there. */
class AtOnce implements WatermarkGenerator<Card> {
  onEvent(_card: Card, at: number, output: WatermarkOutput): void {
    output.emitWatermark(at - 1);
  }

  onPeriodicEmit(): void {}
}

const TEN = TumblingEventTimeWindows.of(Duration.ofMillis(10));

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
  const cards = env
    .fromData<Card>({ name: "ann", points: 5, at: 1 }, { name: "cid", points: 7, at: 12 })
    .assignTimestampsAndWatermarks(
      WatermarkStrategy.forGenerator<Card>(() => new AtOnce()).withTimestampAssigner(({ at }) => at),
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
    .window(TEN)
    .process(new Counts())
    .uid("counts")
    .sinkTo(new DiscardingSink());
  visits
    .join(cards)
    .where(({ who }) => who.name)
    .equalTo(({ name }) => name)
    .window(TEN)
    .apply((visit, { points }) => `${visit.who.name} ${visit.at} ${points}`)
    .uid("joined")
    .sinkTo(new DiscardingSink());
  visits
    .coGroup(cards)
    .where(({ who }) => who.name)
    .equalTo(({ name }) => name)
    .window(TEN)
    .apply((visited: Visit[], had: Card[], out: Collector<string>) => {
      out.collect(`${visited[0]?.who.name ?? had[0]?.name} ${visited.length} ${had.length}`);
    })
    .uid("grouped")
    .sinkTo(new DiscardingSink());
  const split = visits.process(new Split()).uid("split");
  split.sinkTo(new DiscardingSink());
  split
    .getSideOutput(early)
    .map((text) => text)
    .uid("early")
    .sinkTo(new DiscardingSink());
  visits.connect(cards).process(new Both()).uid("both").sinkTo(new DiscardingSink());
  sharesObjects(env);
}

/** One object reaches several operators of a chain: none may see what another one does to it. */
function sharesObjects(env: StreamExecutionEnvironment): void {
  env
    .fromData(1)
    .flatMap<Box>((n, out) => {
      const box = { n };
      out.collect(box);
      out.collect(box);
    })
    .map(increment)
    .uid("collected")
    .sinkTo(new DiscardingSink());

  const split = env.fromData(1).process(new Aside());
  split.getSideOutput(boxes).map(increment).sinkTo(new DiscardingSink());
  split.getSideOutput(boxes).map(increment).uid("aside").sinkTo(new DiscardingSink());

  const made = env.fromData(1).map((n) => ({ n }));
  const timed = WatermarkStrategy.noWatermarks<Box>();
  made.assignTimestampsAndWatermarks(timed).map(increment).sinkTo(new DiscardingSink());
  made
    .filter(() => true)
    .map(increment)
    .sinkTo(new DiscardingSink());
  made.map(increment).uid("beside").sinkTo(new DiscardingSink());
}
