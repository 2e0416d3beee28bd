import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import getPort from "get-port";
import { Kafka, logLevel } from "kafkajs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { KATAS } from "../../paths.ts";
import type { ProgressEvent, Runtime } from "../contract.ts";
import { externalRuntime } from "../external/index.ts";
import { findSupervisor, needSupervisor, placeOf } from "../supervisor/index.ts";
import { processesOf, until } from "../supervisor/testing/checkout.ts";
import { makeTopics } from "../testing/topics.ts";
import { findEngine } from "./engine.ts";
import { hasImage, KAFKA_IMAGE } from "./image.ts";
import { dockerRuntime } from "./index.ts";
import { CHECKOUT_LABEL } from "./labels.ts";

vi.mock(import("get-port"), async (original) => {
  const module = await original();
  return { ...module, default: vi.fn(module.default) };
});

const engine = await findEngine();
const usable = engine.ok && (await hasImage(engine.client.container.dockerode, KAFKA_IMAGE));
const why = engine.ok ? `${KAFKA_IMAGE} is not pulled` : engine.why;
if (!usable) process.stderr.write(`Skipped, as ${why}: the tests of the docker runtime on a real engine.\n`);
/** A report of skipped tests has their names only. */
const named = (name: string) => (usable ? name : `${name} (${why})`);

/** Containers of a checkout, running or not. */
async function containersOf(checkout: string) {
  if (!engine.ok) return [];
  const label = [`${CHECKOUT_LABEL}=${checkout}`];
  return await engine.client.container.dockerode.listContainers({ all: true, filters: { label } });
}

describe.runIf(usable)(named("on a real engine"), { timeout: 120_000 }, () => {
  const checkout = `test-${randomUUID()}`;
  const runtime: Runtime = dockerRuntime({ checkout, owner: `${checkout}-1` });
  const events: ProgressEvent[] = [];
  const onProgress = (event: ProgressEvent) => void events.push(event);
  let address = "";

  beforeAll(async () => {
    const callers = [runtime.ensure("kafka", onProgress), runtime.ensure("kafka", () => {})];
    const [first, second] = await Promise.all(callers);
    expect(second).toEqual(first);
    address = first?.brokers[0] ?? "";
  }, 120_000);
  afterAll(async () => {
    await runtime.down();
    expect(await containersOf(checkout)).toEqual([]);
  });

  const admin = () => new Kafka({ brokers: [address], logLevel: logLevel.NOTHING }).admin();

  test("one container for all callers, published at the loopback address only", async () => {
    expect(await runtime.available()).toMatchObject({ ok: true });
    const containers = await containersOf(checkout);
    expect(containers).toHaveLength(1);
    const published = containers[0]?.Ports.filter((port) => port.PublicPort !== undefined);
    expect(published?.map(({ IP }) => IP)).toEqual(["127.0.0.1"]);
    expect(events.map(({ stage }) => stage)).toEqual(["start", "ready"]);
  });

  test("is the broker that the exercises expect", async () => {
    const client = admin();
    await client.connect();
    const { controller } = await client.describeCluster();
    const { resources } = await client.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: 4, name: String(controller) }],
    });
    await client.disconnect();
    const config = new Map(resources[0]?.configEntries.map((entry) => [entry.configName, entry.configValue]));
    expect(config.get("auto.create.topics.enable")).toBe("false");
    expect(config.get("transaction.state.log.replication.factor")).toBe("1");
    expect(config.get("transaction.state.log.min.isr")).toBe("1");
    expect(config.get("group.initial.rebalance.delay.ms")).toBe("0");
    expect(config.get("log.cleaner.backoff.ms")).toBe("200");
    expect(config.get("transaction.max.timeout.ms")).toBe("900000");
  });

  test("an external runtime finds it at its address", async () => {
    const external = externalRuntime({ KATAS_KAFKA_BROKERS: address });
    expect(await external.ensure("kafka", () => {})).toEqual({ brokers: [address], inside: [address] });
    await expect(external.ensure("kafka3", () => {})).rejects.toThrow("needs three brokers");
  });

  test("killed and restarted it has its data and its address", async () => {
    const before = admin();
    await before.connect();
    await makeTopics(before, "kept");
    await before.disconnect();
    await runtime.kill("kafka-1");
    expect(await runtime.status()).toMatchObject([{ node: "kafka-1", state: "stopped", address }]);
    await runtime.restart("kafka-1");
    expect(await runtime.status()).toMatchObject([{ state: "running", address }]);
    const after = admin();
    await after.connect();
    expect(await after.listTopics()).toContain("kept");
    await after.disconnect();
    expect(await runtime.logs("kafka-1", 20)).toMatch(/Kafka/);
  });

  test("stopped by hand it is replaced, and the old one is removed", async () => {
    const [old] = await runtime.status();
    if (!engine.ok || old === undefined) throw new Error("it runs");
    await engine.client.container.getById(old.id).stop({ t: 0 });
    await runtime.ensure("kafka", () => {});
    const containers = await containersOf(checkout);
    expect(containers).toHaveLength(1);
    expect(containers[0]?.Id).not.toBe(old.id);
  });

  test("what another process of the checkout left is removed at the first start", async () => {
    const later = dockerRuntime({ checkout, owner: `${checkout}-2` });
    await later.ensure("kafka", () => {});
    expect(await containersOf(checkout)).toHaveLength(1);
    await later.down();
    expect(await containersOf(checkout)).toEqual([]);
  });

  test("three brokers and unknown nodes are problems", async () => {
    await expect(runtime.ensure("kafka3", () => {})).rejects.toMatchObject({
      remedy: expect.stringContaining("KATAS_RUNTIME=jvm"),
      exitCode: 3,
    });
    await expect(runtime.kill("kafka-7")).rejects.toThrow('no server "kafka-7"');
  });
});

describe.runIf(usable && process.platform !== "win32")(named("under a supervisor"), { timeout: 120_000 }, () => {
  test("SIGKILL of the supervisor takes the container with it; down leaves none", async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "katas-docker-"));
    const place = placeOf(folder);
    const sources = path.resolve(import.meta.dirname, "..");
    const program = { args: [KATAS, "supervise"], sources };
    const need = async () => await needSupervisor(place, program, () => "docker");
    try {
      const first = await need();
      await first.ensure(["kafka"]);
      expect(await containersOf(place.id)).toHaveLength(1);
      process.kill((await first.status()).pid, "SIGKILL");
      await until(async () => (await containersOf(place.id)).length === 0, 5_000, "the container is gone");

      const second = await need();
      await second.ensure(["kafka"]);
      await second.down();
      expect(await containersOf(place.id)).toEqual([]);
      expect(processesOf(place.state, place.id)).toEqual([]);
    } finally {
      await (await findSupervisor(place, () => "docker"))?.down();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test.runIf(usable)(
  named("a port that is taken between its choice and the engine's bind is replaced"),
  async () => {
    const other = net.createServer();
    await new Promise<void>((listening) => other.listen(0, "127.0.0.1", listening));
    const { port } = other.address() as net.AddressInfo;
    const checkout = `test-${randomUUID()}`;
    const runtime = dockerRuntime({ checkout, owner: `${checkout}-1` });
    try {
      vi.mocked(getPort).mockClear().mockResolvedValueOnce(port);
      const { brokers } = await runtime.ensure("kafka", () => {});
      expect(getPort).toHaveBeenCalledTimes(2);
      expect(brokers).not.toContain(`localhost:${port}`);
      expect(await containersOf(checkout)).toHaveLength(1);
    } finally {
      await runtime.down();
      other.close();
    }
  },
  120_000,
);
