import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FlinkEndpoints, KafkaEndpoints } from "../contract.ts";
import { askTaskManagers, askVersion } from "../flink-probe.ts";
import { kafkaToKafka } from "../testing/flink-job.ts";
import { findEngine } from "./engine.ts";
import { FLINK_IMAGE, hasImage, KAFKA_IMAGE } from "./image.ts";
import { dockerRuntime } from "./index.ts";
import { CHECKOUT_LABEL } from "./labels.ts";

const engine = await findEngine();
const missing: string[] = [];
for (const image of engine.ok ? [KAFKA_IMAGE, FLINK_IMAGE] : []) {
  if (engine.ok && !(await hasImage(engine.client.container.dockerode, image))) missing.push(image);
}
const why = engine.ok ? `not pulled: ${missing.join(", ")}` : engine.why;
const usable = engine.ok && missing.length === 0;
if (!usable) process.stderr.write(`Skipped (${why}): the tests of Flink in docker on a real engine.\n`);

describe.runIf(usable)(usable ? "Flink on a real engine" : `Flink (${why})`, { timeout: 180_000 }, () => {
  const checkout = `test-${randomUUID()}`;
  const runtime = dockerRuntime({ checkout, owner: `${checkout}-1` });
  let kafka: KafkaEndpoints;
  let flink: FlinkEndpoints;

  const left = async () => {
    if (!engine.ok) return [];
    const docker = engine.client.container.dockerode;
    const filters = { label: [`${CHECKOUT_LABEL}=${checkout}`] };
    return [...(await docker.listContainers({ all: true, filters })), ...(await docker.listNetworks({ filters }))];
  };

  beforeAll(async () => {
    const [broker, cluster] = [runtime.ensure("kafka", () => {}), runtime.ensure("flink", () => {})];
    [kafka, flink] = await Promise.all([broker, cluster]);
  }, 240_000);
  afterAll(async () => {
    await runtime.down();
    expect(await left()).toEqual([]);
  }, 60_000);

  test("a job of the SQL Gateway reads and writes the broker in the container beside it", async () => {
    expect(await askVersion(flink.rest, 5_000)).toBe("2.2.0");
    expect(await kafkaToKafka(kafka, flink)).toEqual({ state: "FINISHED", written: "2" });
  });

  test("a killed TaskManager is replaced", async () => {
    const [before] = await askTaskManagers(flink.rest, 5_000);
    await runtime.kill("taskmanager-1");
    expect(await runtime.status()).toContainEqual(
      expect.objectContaining({ node: "taskmanager-1", service: "flink", state: "stopped" }),
    );
    await runtime.restart("taskmanager-1");
    const now = (await askTaskManagers(flink.rest, 5_000)).filter(({ id }) => id !== before?.id);
    expect(now).toEqual([{ id: expect.any(String), slots: 8 }]);
    expect(await runtime.logs("taskmanager-1", 200)).toContain("Successful registration");
    expect(await runtime.ensure("flink", () => {})).toEqual(flink);
  });

  test("ports are published at the loopback address only", async () => {
    if (!engine.ok) return;
    const filters = { label: [`${CHECKOUT_LABEL}=${checkout}`] };
    const containers = await engine.client.container.dockerode.listContainers({ filters });
    const published = containers.flatMap(({ Ports }) => Ports.filter((port) => port.PublicPort !== undefined));
    expect(published.map(({ IP }) => IP)).toEqual(["127.0.0.1", "127.0.0.1", "127.0.0.1"]);
  });
});
