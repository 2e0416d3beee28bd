/** docker-compose.yml, as a reader relies on it: its images are the course's, its addresses those that the texts tell. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { ROOT } from "../paths.ts";
import { FLINK_IMAGE } from "./docker/image.ts";
import { SLOTS } from "./flink-config.ts";

interface Service {
  image: string;
  ports?: string[];
  environment?: Record<string, string | number>;
}

const read = (file: string) => readFileSync(path.join(ROOT, file), "utf8");
const text = read("docker-compose.yml");
const services: Record<string, Service> = parse(text, { merge: true }).services;
const kafka = services.kafka?.environment ?? {};

/** What a listener is told: `HOST://127.0.0.1:9092,NETWORK://…` by its name. */
const listeners = (setting: string): Record<string, string> =>
  Object.fromEntries(
    String(kafka[setting])
      .split(",")
      .map((one) => one.split("://")),
  );

/** Values that a text gives to a variable. */
const told = (from: string, variable: string) =>
  [...from.matchAll(new RegExp(`${variable}=(?:http://)?([\\w.:-]+)`, "g"))].map(([, value]) => value);

/** The address on this computer at which a service is published. */
const published = (service: string) => services[service]?.ports?.map((port) => port.replace(/:\d+$/, ""));

test("every image has its version: Kafka's and Flink's are those of the course", () => {
  const { artifacts }: { artifacts: { groupId: string; version: string }[] } = JSON.parse(
    read("harness/runtime/jvm/kafka.lock.json"),
  );
  const version = artifacts.find(({ groupId }) => groupId === "org.apache.kafka")?.version;
  const images = Object.entries(services).map(([name, { image }]) => [name, image]);
  expect(Object.fromEntries(images)).toEqual({
    kafka: `apache/kafka:${version}`,
    jobmanager: FLINK_IMAGE,
    "flink-state": FLINK_IMAGE,
    taskmanager: FLINK_IMAGE,
    "sql-gateway": FLINK_IMAGE,
    "kafka-ui": expect.stringMatching(/:v\d+\.\d+\.\d+$/),
  });
});

test("what is published is for this computer alone", () => {
  const ports = Object.values(services).flatMap(({ ports = [] }) => ports);
  expect(ports.length).toBeGreaterThan(0);
  for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
});

test("Kafka is a node of KRaft, which votes for itself and replicates to nobody", () => {
  expect(kafka.KAFKA_PROCESS_ROLES).toBe("broker,controller");
  const controller = listeners("KAFKA_LISTENERS")[String(kafka.KAFKA_CONTROLLER_LISTENER_NAMES)];
  expect(kafka.KAFKA_CONTROLLER_QUORUM_VOTERS).toBe(`${kafka.KAFKA_NODE_ID}@kafka${controller}`);
  const replicas = Object.entries(kafka).filter(([name]) => /REPLICATION_FACTOR|MIN_ISR/.test(name));
  expect(replicas.length).toBeGreaterThan(0);
  for (const [, value] of replicas) expect(value).toBe(1);
});

test("the addresses are those that the texts tell, and those that Kafka advertises", () => {
  const texts = [text, read("docs/configuration.md"), read("CONTRIBUTING.md")].join("\n");
  for (const [variable, service] of [
    ["KATAS_KAFKA_BROKERS", "kafka"],
    ["KATAS_FLINK_REST", "jobmanager"],
    ["KATAS_SQL_GATEWAY", "sql-gateway"],
  ] as const) {
    expect([...new Set(told(texts, variable))], variable).toEqual(published(service));
  }
  const { HOST, NETWORK } = listeners("KAFKA_ADVERTISED_LISTENERS");
  expect([HOST]).toEqual(published("kafka"));
  expect([NETWORK]).toEqual(told(text, "KATAS_KAFKA_INSIDE"));
  expect(services["kafka-ui"]?.environment?.KAFKA_CLUSTERS_0_BOOTSTRAPSERVERS).toBe(NETWORK);
  expect(read("docs/configuration.md")).toContain(`http://${published("kafka-ui")}`);
});

test("a TaskManager has the slots of the course's own", () => {
  expect(services.taskmanager?.environment?.FLINK_PROPERTIES).toContain(`taskmanager.numberOfTaskSlots: ${SLOTS}\n`);
});
