import { EXIT, Problem } from "../../problem.ts";
import type { ServiceName } from "../contract.ts";

/** A host name, an IPv4 address or a bracketed IPv6 address, and a port. */
const ADDRESS = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\]):(\d{1,5})$/;

/** The variables that name servers of somebody else's, in the order in which they are spoken of. */
export const VARIABLES = ["KATAS_KAFKA_BROKERS", "KATAS_FLINK_REST", "KATAS_SQL_GATEWAY"] as const;

/** The services whose addresses the environment gives; one of Flink's two is enough to mean it. */
export function namedServices(env: NodeJS.ProcessEnv = process.env): ServiceName[] {
  const given = (name: (typeof VARIABLES)[number]) => Boolean(env[name]?.trim());
  const services: ServiceName[] = [];
  if (given("KATAS_KAFKA_BROKERS")) services.push("kafka");
  if (given("KATAS_FLINK_REST") || given("KATAS_SQL_GATEWAY")) services.push("flink");
  return services;
}

/** The first of them that is set. */
export function firstNamed(env: NodeJS.ProcessEnv): (typeof VARIABLES)[number] | undefined {
  return VARIABLES.find((name) => env[name]?.trim());
}

/**
 * Reads `KATAS_KAFKA_BROKERS`: addresses as `host:port`, separated by commas.
 * @throws Problem (usage) where there is none, or one is no `host:port`
 */
export function parseBrokers(value: string | undefined): string[] {
  const addresses = list(value);
  const example = "Write host:port, several separated by commas: KATAS_KAFKA_BROKERS=localhost:9092";
  if (addresses.length === 0) {
    throw new Problem("Kafka is needed, and KATAS_KAFKA_BROKERS names no cluster.", {
      remedy: `${example}.`,
      exitCode: EXIT.usage,
    });
  }
  return valid("KATAS_KAFKA_BROKERS", addresses, example);
}

/**
 * Reads `KATAS_KAFKA_INSIDE`: the brokers as Flink reaches them, where that is at other addresses than from here.
 * @returns undefined where it is not set
 * @throws Problem (usage) where one is no `host:port`
 */
export function parseInside(value: string | undefined): string[] | undefined {
  const addresses = list(value);
  if (addresses.length === 0) return undefined;
  return valid(
    "KATAS_KAFKA_INSIDE",
    addresses,
    "Write host:port, as Flink reaches Kafka: KATAS_KAFKA_INSIDE=kafka:19092",
  );
}

function list(value: string | undefined): string[] {
  return (value ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
}

function valid(name: string, addresses: string[], example: string): string[] {
  for (const address of addresses) {
    const port = Number(ADDRESS.exec(address)?.[1]);
    if (!(port >= 1 && port <= 65_535)) {
      throw new Problem(`${name}: "${address}" is no address of a broker.`, {
        remedy: `${example}.`,
        exitCode: EXIT.usage,
      });
    }
  }
  return [...new Set(addresses)];
}

/**
 * Reads the address of a REST API: `http://host:port`, a path after it where a proxy adds one; `host:port` will do.
 * @returns without a slash at its end
 * @throws Problem (usage) where there is none, or it is no such address
 */
export function parseRest(name: "KATAS_FLINK_REST" | "KATAS_SQL_GATEWAY", env: NodeJS.ProcessEnv): string {
  const value = env[name]?.trim() ?? "";
  const example = `${name}=http://localhost:${name === "KATAS_FLINK_REST" ? 8081 : 8083}`;
  if (value === "") {
    const part = name === "KATAS_FLINK_REST" ? "JobManager" : "SQL Gateway";
    throw new Problem(`Flink is needed, and ${name} names no ${part}.`, {
      remedy: `Set it like ${example}, or leave all of ${VARIABLES.join(", ")} out: the course runs servers of its own.`,
      exitCode: EXIT.usage,
    });
  }
  const whole = ADDRESS.test(value) ? `http://${value}` : value;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  if (!url || !/^https?:$/.test(url.protocol) || url.search !== "" || url.hash !== "") {
    throw new Problem(`${name}: "${value}" is no address of a REST API.`, {
      remedy: `Write it like ${example}.`,
      exitCode: EXIT.usage,
    });
  }
  return url.href.replace(/\/+$/, "");
}
