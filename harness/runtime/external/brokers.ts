import { EXIT, Problem } from "../../problem.ts";

/** A host name, an IPv4 address or a bracketed IPv6 address, and a port. */
const ADDRESS = /^(?:[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\]):(\d{1,5})$/;

/**
 * Reads `KATAS_KAFKA_BROKERS`: addresses as `host:port`, separated by commas.
 * @throws Problem (usage) where there is none, or one is no `host:port`
 */
export function parseBrokers(value: string | undefined): string[] {
  const addresses = (value ?? "")
    .split(",")
    .map((part) => part.trim())
    .filter((part) => part !== "");
  const example = "Write host:port, several separated by commas: KATAS_KAFKA_BROKERS=localhost:9092";
  if (addresses.length === 0) {
    throw new Problem("KATAS_RUNTIME=external needs the addresses of a Kafka cluster in KATAS_KAFKA_BROKERS.", {
      remedy: `${example}.`,
      exitCode: EXIT.usage,
    });
  }
  for (const address of addresses) {
    const port = Number(ADDRESS.exec(address)?.[1]);
    if (!(port >= 1 && port <= 65_535)) {
      throw new Problem(`KATAS_KAFKA_BROKERS: "${address}" is no address of a broker.`, {
        remedy: `${example}.`,
        exitCode: EXIT.usage,
      });
    }
  }
  return [...new Set(addresses)];
}
