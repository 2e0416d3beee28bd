/** Jobs of submissions, up to the moment when they would be submitted. */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Confinement, findConfinement, Staging } from "../../sandbox/index.ts";
import { EXERCISE, submission } from "../../sandbox/testing/submit.ts";
import { JobRefused } from "../submit/index.ts";
import { packSubmission } from "./index.ts";

const REACH = { brokers: ["127.0.0.1:9092"], topics: ["rides", "counts"] };
const FILE = path.basename(EXERCISE.file);

const staging = new Staging();
let confinement: Confinement;
beforeAll(async () => {
  confinement = await findConfinement(staging.folder);
});
afterAll(() => {
  const left = execFileSync("ps", ["-axww", "-o", "stat=,args="], { encoding: "utf8" })
    .split("\n")
    .filter((line) => line.includes(staging.folder) && !line.startsWith("Z"));
  staging.dispose();
  expect(left).toEqual([]);
});

/** Packs the job of a submission with this text. */
async function pack(text: string, args: unknown[] = []) {
  const staged = await staging.stage({ ...EXERCISE, needs: ["kafka", "flink"] }, submission({ [FILE]: text }));
  return packSubmission(
    { staged, confinement, exportName: "job", shownIn: "exercises/m/e", reach: REACH },
    { name: "job", args },
  );
}

async function refusal(text: string, args?: unknown[]): Promise<JobRefused> {
  const error: unknown = await pack(text, args).then(
    () => new Error("it was packed"),
    (thrown) => thrown,
  );
  if (error instanceof JobRefused) return error;
  throw error;
}

const IMPORTS = `import { DiscardingSink, JsonDeserializationSchema, JsonSerializationSchema, KafkaRecordSerializationSchema,
  KafkaSink, KafkaSource, StreamExecutionEnvironment, WatermarkStrategy, SlidingEventTimeWindows, Duration } from "#flink";`;

/** A job that would run, with this in its function. */
const job = (body: string) => `${IMPORTS}
export function job(env, args) {
  env.fromData(1, 2).map((n) => n + 1).sinkTo(new DiscardingSink());
  ${body}
}`;

const fromKafka = (brokers: string, topics: string) =>
  job(`env.fromSource(KafkaSource.builder().setBootstrapServers("${brokers}").setTopics(${topics})
    .setValueOnlyDeserializer(new JsonDeserializationSchema()).build(), WatermarkStrategy.noWatermarks(), "theirs")
    .uid("theirs").sinkTo(new DiscardingSink());`);

describe("a job that may run", () => {
  test("is packed as everybody's is, its lines told from the checkout on", async () => {
    const files = await pack(job(""));
    expect(JSON.parse(JSON.parse(files["job.json"]).graph).nodes).toHaveLength(3);
    expect(JSON.parse(files["bundle.js.map"]).sources).toContain(`exercises/m/e/${FILE}`);
    expect(JSON.parse(files["job.json"]).topics).toEqual(REACH.topics);
    expect(files["bundle.js"]).not.toContain("katas-staging");
  });

  test("is given its arguments, and reads the topics of its check", async () => {
    const text = fromKafka("127.0.0.1:9092", "...args.topics");
    await expect(pack(text, [{ topics: ["rides", "counts"] }])).resolves.toHaveProperty("bundle.js");
  });
});

describe("a job is refused where its function", () => {
  test.each<[string, string, RegExp]>([
    ["throws", 'throw new RangeError("not today");', /^RangeError: not today$/],
    ["throws nothing", "throw undefined;", /^it threw undefined$/],
    [
      "throws what cannot be read",
      'throw { get message() { throw new Error("no"); } };',
      /^it threw something that cannot be read$/,
    ],
    ["returns a promise", "return Promise.resolve();", /async: it records the job/],
    ["recurses without end", "(function again() { again(); })();", /^RangeError: Maximum call stack size exceeded$/],
    ["makes a giant string", 'let s = "x"; for (;;) s += s;', /^RangeError: Invalid string length$/],
    ["allocates without end", "const all = []; for (;;) all.push(new Array(4e6).fill(1.5));", /memory ran out/],
    ["never returns", "for (;;) {}", /did not return within 5 s/],
    [
      "leaves work behind that never ends",
      "(async () => { await null; for (;;) {} })();",
      /did not return within 5 s|ended its process/,
    ],
    ["reads process", "globalThis.process.exit(0);", /Cannot read properties of undefined/],
    [
      "makes a function of a text",
      'globalThis.constructor.constructor("return process")();',
      /^EvalError: Code generation from strings disallowed/,
    ],
    ["imports at run time", 'import("node:fs");', /"node:fs" cannot be imported/],
    ["has no sink", "env.graph.nodes.length = 1;", /the job has no sink/],
  ])("%s", async (_, body, told) => {
    expect((await refusal(job(body))).message).toMatch(told);
  });

  test("throws: with its line", async () => {
    const { where } = await refusal(job("throw new RangeError();"));
    expect(where).toEqual({ file: `exercises/m/e/${FILE}`, line: 5, column: 9 });
  });
});

describe("a graph is refused that", () => {
  const tampered = (graph: string) =>
    job(`Object.getPrototypeOf(env.graph).finish = () => ${graph.startsWith("JSON") ? graph : JSON.stringify(graph)};`);
  const genuine = `JSON.stringify({ settings: { configuration: {} }, nodes: [{ id: 0, operation: { type: "print", identifier: "" }, inputs: [], name: "p", functions: [], shared: false }] })`;

  test.each<[string, string, RegExp]>([
    ["is no JSON", tampered("graph"), /it is no JSON/],
    ["is another text", job("Object.getPrototypeOf(env.graph).finish = () => 7;"), /gave no graph/],
    [
      "has fields twice",
      tampered('{"settings":{"configuration":{}},"nodes":[],"nodes":[]}'),
      /as JSON.stringify writes/,
    ],
    [
      "has an operation of its own",
      tampered(genuine.replace('"print"', '"shell"')),
      /"type" must be in oneOf|operation/,
    ],
    ["has what #flink does not record", tampered(genuine.replace("shared", "jar: 1, shared")), /additional properties/],
    ["goes in circles", tampered(genuine.replace("inputs: []", "inputs: [0]")), /operator 1 is out of order/],
    [
      "is without measure",
      job("env.fromData('x'.repeat(2_000_000)).sinkTo(new DiscardingSink());"),
      /more than 1000000 letters/,
    ],
    ["has a subtask for everybody", job("env.setParallelism(1_000_000);"), /parallelism must be <= 128/],
    [
      "names a class for its state",
      job('env.graph.settings.configuration["state.backend.type"] = "com.acme.Backend";'),
      /state.backend.type must be equal to one of the allowed values/,
    ],
    ["reads somebody else's topic", fromKafka("127.0.0.1:9092", '"ann-rides"'), /the topic "ann-rides".*rides, counts/],
    [
      "reads somebody else's broker",
      fromKafka("127.0.0.1:9092,10.0.0.1:9092", '"rides"'),
      /the broker "10.0.0.1:9092"/,
    ],
  ])("%s", async (_, text, told) => {
    expect((await refusal(text)).message).toMatch(told);
  });

  test("writes to somebody else's topic", async () => {
    const text =
      job(`env.fromData(1).sinkTo(KafkaSink.builder().setBootstrapServers("127.0.0.1:9092").setRecordSerializer(
      KafkaRecordSerializationSchema.builder().setTopic("ann-counts")
        .setValueSerializationSchema(new JsonSerializationSchema()).build()).build()).uid("out");`);
    expect((await refusal(text)).message).toMatch(/"out" uses the topic "ann-counts"|the topic "ann-counts"/);
  });

  test("puts each element into more windows than can be held", async () => {
    const text = job(`env.fromData(1).keyBy((n) => n)
      .window(SlidingEventTimeWindows.of(Duration.ofDays(100), Duration.ofMillis(1)))
      .reduce((a) => a).uid("w").sinkTo(new DiscardingSink());`);
    expect((await refusal(text)).message).toMatch(/puts each element into size \/ slide windows/);
  });
});

describe("what the file imports", () => {
  test.each([
    ["an absolute path", path.join(import.meta.dirname, "../submit/testing/jobs.ts")],
    ["a file of the checkout", "../../../solutions/x.ts"],
    ["a package", "kafkajs/src/index.js"],
    ["the harness", "#harness"],
  ])("%s is refused", async (_, wanted) => {
    const { message } = await refusal(`export * from ${JSON.stringify(wanted)}; ${job("")}`);
    expect(message).toContain(`"${wanted}" cannot be imported`);
  });
});
