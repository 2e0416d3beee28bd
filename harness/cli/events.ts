import { type Command, Option } from "commander";
import {
  assertTopicName,
  DIAL_NAMES,
  DIALS,
  type Dials,
  fileSink,
  generate,
  type Line,
  recordLine,
  type ShopRecord,
  type Sink,
  setDials,
  streamSink,
  TOPICS,
  topicSink,
  valueLine,
  writeRecords,
} from "../../fixtures/index.ts";
import { EXIT, Problem } from "../problem.ts";
import { eventsProgress } from "./terminal/events-progress.ts";
import { interruptible } from "./terminal/interrupt.ts";
import { showProgress } from "./terminal/progress.ts";

interface EventsOptions extends Dials {
  topic?: string;
  count: number;
  rate: number;
  values?: boolean;
  out?: string;
  toTopic?: string;
}

const EXAMPLES = `
Examples:
  npx katas events --topic orders --count 5 --values           five orders, to read
  npx katas events --count 10000 --out shop.jsonl              the first 10000 records of all topics
  npx katas events --topic orders --to-topic orders --rate 20  20 orders a second to Kafka
  npx katas events --topic payments --out-of-order-ms 30000 --late-per-mille 50 --duplicate-per-mille 20

The same seed and dials give the same bytes on every machine. Without --out or --to-topic the events go to the
standard output. A file that holds the beginning of the same events is continued, never overwritten.
`;

/**
 * `katas events`: writes the shop's events to the standard output, a file, or a Kafka topic.
 * @throws Problem (usage) for bad options, before anything is written or started
 */
export function events(program: Command): void {
  const command = program
    .command("events")
    .summary("write the shop's events to a file or a topic")
    .description("Writes the events of the shop, in order of arrival: to read, to a file, or to a Kafka topic.")
    .option("--topic <name>", `only the events of one topic: ${TOPICS.join(", ")}`)
    .addOption(number("--count <n>", "how many records; 0 goes on until Ctrl-C", 1000))
    .addOption(number("--rate <n>", "records per second; 0 is as fast as possible", 0))
    .option("--values", "the events alone, one a line, instead of {topic, key, timestamp, value} (needs --topic)")
    .option("--out <file>", "write to this file, JSON Lines")
    .option("--to-topic <name>", "write to this Kafka topic (started if need be, created if missing)");
  for (const name of DIAL_NAMES)
    command.addOption(number(`--${kebab(name)} <n>`, DIALS[name].meaning, DIALS[name].default));
  command.addHelpText("after", EXAMPLES).action(run);
}

async function run(options: EventsOptions): Promise<void> {
  check(options);
  await interruptible((signal) => writeEvents(options, signal));
}

async function writeEvents(options: EventsOptions, signal: AbortSignal): Promise<void> {
  const { count, rate } = options;
  const records = () => only(generate(dialsOf(options)), options.topic);
  const { sink, held, where } = await destination(options, records, signal);
  if (count > 0 && count <= held) {
    await sink.close();
    console.error(`Nothing to do: ${held} records are there already.`);
    return;
  }
  const source = records();
  for (let i = 0; i < held; i++) source.next();
  const progress = eventsProgress(count);
  try {
    const onProgress = (done: number) => progress.at(held + done);
    const left = count === 0 ? 0 : count - held;
    const written = await writeRecords(source, sink, { count: left, rate, signal, onProgress });
    progress.end();
    if (where !== "") console.error(told(written, held, where, signal.aborted));
  } catch (error) {
    progress.end();
    // A reader that has read enough is no problem of anybody's.
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error;
  }
}

interface Destination {
  sink: Sink;
  /** Records that are there already. */
  held: number;
  /** For the last line: `to shop.jsonl`; empty for the standard output, which shows by itself what was written. */
  where: string;
}

async function destination(
  options: EventsOptions,
  records: () => Iterable<ShopRecord>,
  signal: AbortSignal,
): Promise<Destination> {
  const line: Line = options.values ? valueLine : recordLine;
  if (options.out !== undefined) {
    const sink = await fileSink(options.out, line, records());
    return { sink, held: sink.held, where: `to ${options.out}` };
  }
  if (options.toTopic === undefined) return { sink: streamSink(process.stdout, line), held: 0, where: "" };

  await import("../kafka/index.ts"); // first: it must be there before anything else loads kafkajs
  const { ensure } = await import("../runtime/index.ts");
  const { onProgress, stop } = showProgress();
  const stack = await ensure(["kafka"], { onProgress, signal }).finally(stop);
  const brokers = stack.services.kafka?.brokers;
  if (!brokers) throw new Problem("Kafka was started but gave no address.", { remedy: "Run `npx katas doctor`." });
  const sink = await topicSink({ brokers, topic: options.toTopic, partitions: options.partitions });
  return { sink, held: 0, where: `to topic ${options.toTopic} at ${brokers.join(", ")}` };
}

function check({ topic, values, out, toTopic, ...options }: EventsOptions): void {
  const bad = (sentence: string, remedy: string) => new Problem(sentence, { remedy, exitCode: EXIT.usage });
  if (topic !== undefined && !TOPICS.some((name) => name === topic)) {
    throw bad(`The shop has no topic "${topic}".`, `It has: ${TOPICS.join(", ")}.`);
  }
  if (out !== undefined && toTopic !== undefined) throw bad("--out and --to-topic exclude each other.", "Give one.");
  if (values && toTopic !== undefined) {
    throw bad("--values says how lines are written and a topic has none.", "Leave it out with --to-topic.");
  }
  if (values && topic === undefined) {
    throw bad("--values cannot tell the events of several topics apart.", "Choose one with --topic.");
  }
  if (toTopic !== undefined) assertTopicName(toTopic);
  setDials(dialsOf({ ...options }));
}

function dialsOf(options: Dials): Dials {
  return Object.fromEntries(DIAL_NAMES.map((name) => [name, options[name]])) as unknown as Dials;
}

function* only(records: Iterable<ShopRecord>, topic: string | undefined): Generator<ShopRecord> {
  for (const record of records) if (topic === undefined || record.topic === topic) yield record;
}

function told(written: number, held: number, where: string, stopped: boolean): string {
  const before = held > 0 ? ` (${held} were there)` : "";
  return `${stopped ? "Stopped: " : ""}${written} records written ${where}${before}`;
}

/** An option that takes a whole number from 0 on. */
function number(flags: string, meaning: string, preset: number): Option {
  return new Option(flags, meaning).default(preset).argParser((text: string) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && Number.isSafeInteger(value)) return value;
    throw new Problem(`${flags.split(" ")[0]} is "${text}", which is not a whole number.`, {
      remedy: `Give a number: ${meaning}.`,
      exitCode: EXIT.usage,
    });
  });
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
