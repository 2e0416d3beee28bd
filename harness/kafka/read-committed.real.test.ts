/** The cure of kafkajs's aborted records, on a real broker: with it and, to show that it is needed, without it. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import type { Producer } from "kafkajs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { ROOT } from "../paths.ts";
import { open } from "../sandbox/testing/submit.ts";
import { crash } from "../target/crash.ts";
import { facade, runAgainst } from "../target/facade.ts";
import { until } from "../until.ts";
import type { Topic } from "./index.ts";
import { RealCluster } from "./testing/real-cluster.ts";
import { sendIn, transactionalProducer } from "./testing/transactions.ts";

const FOUR_ZERO_BYTES = Buffer.alloc(4);

let real: RealCluster;
let producers: Producer[];
beforeAll(async () => {
  real = await RealCluster.open();
  producers = await Promise.all([transactionalProducer(real), transactionalProducer(real)]);
}, 60_000);
afterAll(async () => {
  await Promise.all(producers.map((producer) => producer.disconnect()));
  await real.close();
});

/** What kafkajs's own consumer gives in a process of its own. */
async function consumed(topic: Topic, cured: boolean): Promise<string[]> {
  const cure = path.join(import.meta.dirname, "read-committed.ts");
  const imports = cured ? ["--import", "tsx", "--import", cure] : [];
  const reader = path.join(import.meta.dirname, "testing/read-group.mjs");
  const args = [...imports, reader, real.cluster.brokers[0] ?? "", topic.name, real.name("group")];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: ROOT, timeout: 20_000 });
  return JSON.parse(stdout);
}

/** The same reader as a learner's code, in the processes in which it runs. */
const READER = path.join(import.meta.dirname, "testing/values.mjs");

/** In the process of `crash`, which tells what it prints. */
async function consumedInCrash(topic: Topic): Promise<string[]> {
  const heard = vi.spyOn(console, "log").mockImplementation(() => {});
  const dispatch = facade({ exercise: { file: READER, load: () => import(READER) } });
  const args = [real.cluster.brokers[0], topic.name, real.name("group")];
  const check = { target: "exercise" as const, trace: [], ended: AbortSignal.timeout(20_000) };
  const printed = () => heard.mock.calls.flat().find((line) => String(line).startsWith("["));
  try {
    const after = until("the values to be printed", printed, (line) => line !== undefined, 20_000);
    await runAgainst(check, () => crash(dispatch("printValuesOf"), args, { after }));
    return JSON.parse(printed());
  } finally {
    heard.mockRestore();
  }
}

/** In the process of a submission. */
async function consumedInSandbox(topic: Topic): Promise<unknown> {
  const [broker = ""] = real.cluster.brokers;
  const [host = "", port] = broker.split(":");
  const sandbox = await open(readFileSync(READER, "utf8"), undefined, [{ host, port: Number(port) }]);
  return (await sandbox.load()).valuesOf?.(broker, topic.name, real.name("group"));
}

async function committed(topic: Topic): Promise<(string | null)[]> {
  return (await topic.drain({ isolation: "read_committed" })).map(({ value }) => value);
}

describe("two producers that abort within one fetch", () => {
  let topic: Topic;
  beforeAll(async () => {
    topic = await real.topic("aborted");
    const [first, second] = producers;
    if (!first || !second) throw new Error("two producers are needed");
    await topic.produce([{ value: "before" }]);
    const opened = await first.transaction();
    await sendIn(opened, topic.name, "aborted: began first, ended last");
    const inside = await second.transaction();
    await sendIn(inside, topic.name, "aborted: began last, ended first");
    await inside.abort();
    await sendIn(opened, topic.name, "aborted: after the other had ended");
    await opened.abort();
    const kept = await first.transaction();
    await sendIn(kept, topic.name, "committed by the one that aborted");
    await kept.commit();
    await topic.produce([{ value: "end" }]);
  });

  const right = ["before", "committed by the one that aborted", "end"];

  test("kafkajs as it is shipped hands out records that were aborted", async () => {
    const values = await consumed(topic, false);
    expect(values).toEqual(expect.arrayContaining(right));
    expect(values.filter((value) => value.startsWith("aborted")).length).toBeGreaterThan(0);
  });

  test("cured, its consumer and a drain read exactly what was committed", async () => {
    expect(await consumed(topic, true)).toEqual(right);
    expect(await committed(topic)).toEqual(right);
  });

  test("so does a learner's consumer in a process that is crashed, and a submission's in its own", async () => {
    expect(await consumedInCrash(topic)).toEqual(right);
    expect(await consumedInSandbox(topic)).toEqual(right);
  });

  test("a reader that does not ask for read_committed sees every record", async () => {
    expect(await topic.drain({ isolation: "read_uncommitted" })).toHaveLength(6);
  });
});

describe("many aborts at once", () => {
  test("a drain reads what was committed, whatever the order in which transactions end", async () => {
    const topic = await real.topic("many");
    const [first, second] = producers;
    if (!first || !second) throw new Error("two producers are needed");
    const expected: string[] = [];
    for (let round = 0; round < 8; round++) {
      const a = await first.transaction();
      await sendIn(a, topic.name, `a${round}`);
      const b = await second.transaction();
      await sendIn(b, topic.name, `b${round}`);
      const keepA = round % 3 === 0;
      const keepB = round % 4 === 1;
      if (keepA) expected.push(`a${round}`);
      if (keepB) expected.push(`b${round}`);
      await (keepB ? b.commit() : b.abort());
      await (keepA ? a.commit() : a.abort());
    }
    expect(await committed(topic)).toEqual(expected);
  });
});

describe("a key of four zero bytes, which is also how an abort marker's key looks", () => {
  test("is a record like any other, outside of transactions and in a committed one", async () => {
    const topic = await real.topic("zeros");
    const [first] = producers;
    if (!first) throw new Error("a producer is needed");
    const plain = await real.cluster.producer();
    await plain.send({ topic: topic.name, messages: [{ key: FOUR_ZERO_BYTES, value: "outside" }] });
    const kept = await first.transaction();
    await kept.send({ topic: topic.name, messages: [{ key: FOUR_ZERO_BYTES, value: "committed" }] });
    await kept.commit();
    const dropped = await first.transaction();
    await dropped.send({ topic: topic.name, messages: [{ key: FOUR_ZERO_BYTES, value: "aborted" }] });
    await dropped.abort();
    const records = await topic.drain({ isolation: "read_committed" });
    expect(records.map(({ key, value }) => [key, value])).toEqual([
      ["\0\0\0\0", "outside"],
      ["\0\0\0\0", "committed"],
    ]);
  });

  test("in an aborted transaction it ends nothing: what follows it is still aborted", async () => {
    const topic = await real.topic("zeros-aborted");
    const [first] = producers;
    if (!first) throw new Error("a producer is needed");
    const dropped = await first.transaction();
    await dropped.send({
      topic: topic.name,
      messages: [
        { key: FOUR_ZERO_BYTES, value: "aborted, with the key" },
        { key: "k", value: "aborted, after it" },
      ],
    });
    await dropped.abort();
    await topic.produce([{ value: "end" }]);
    expect(await consumed(topic, false)).toContain("aborted, after it");
    expect(await consumed(topic, true)).toEqual(["end"]);
    expect(await committed(topic)).toEqual(["end"]);
  });
});
