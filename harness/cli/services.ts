import { EXIT, Problem } from "../problem.ts";
import { FLINK_SERVICES } from "../runtime/contract.ts";
import type { ServiceName, Stack } from "../runtime/index.ts";

/** What `katas up` can be asked for. */
const SERVICES: Record<ServiceName, string> = {
  kafka: "one broker",
  kafka3: "a cluster of three",
  flink: "a session cluster with one TaskManager",
  flink2: "one with two",
};

/** The services and what they are, in half a sentence. */
export function serviceList(): string {
  return Object.entries(SERVICES)
    .map(([name, what]) => `${name} (${what})`)
    .join(", ");
}

/** @throws Problem (exit 2) for a word that names no service */
export function parseServices(words: string[]): ServiceName[] {
  const names = Object.keys(SERVICES) as ServiceName[];
  return words.map((word) => {
    const service = names.find((name) => name === word);
    if (service) return service;
    throw new Problem(`There is no service "${word}".`, {
      remedy: `There are: ${serviceList()}.`,
      exitCode: EXIT.usage,
    });
  });
}

/** Service and addresses, a line each; the addresses as clients take them. */
export function addressRows({ services }: Stack): string[][] {
  const { kafka, kafka3 } = services;
  const brokers = Object.entries({ kafka, kafka3 }).flatMap(([service, endpoints]) =>
    endpoints ? [[service, endpoints.brokers.join(",")]] : [],
  );
  const clusters = FLINK_SERVICES.flatMap((service) => {
    const { rest, sqlGateway } = services[service] ?? {};
    if (rest === undefined || sqlGateway === undefined) return [];
    return [
      [service, rest, "Web UI and REST API"],
      ["", sqlGateway, "SQL Gateway"],
    ];
  });
  return [...brokers, ...clusters];
}

/** What there is in a stack. */
export function serviceNames({ services }: Stack): ServiceName[] {
  return (Object.keys(SERVICES) as ServiceName[]).filter((name) => services[name] !== undefined);
}

/** What a line about servers is about: "Kafka", or "Kafka and Flink". */
export function systems(services: readonly ServiceName[]): "Kafka" | "Flink" | "Kafka and Flink" {
  const flink = services.some((service) => service.startsWith("flink"));
  const kafka = services.some((service) => service.startsWith("kafka"));
  return flink ? (kafka ? "Kafka and Flink" : "Flink") : "Kafka";
}
