import { EXIT, Problem } from "../problem.ts";
import type { ServiceName, Stack } from "../runtime/index.ts";

/** What `katas up` can be asked for. */
const SERVICES: Record<ServiceName, string> = { kafka: "one broker", kafka3: "a cluster of three" };

/** @throws Problem (exit 2) for a word that names no service */
export function parseServices(words: string[]): ServiceName[] {
  const names = Object.keys(SERVICES) as ServiceName[];
  return words.map((word) => {
    const service = names.find((name) => name === word);
    if (service) return service;
    throw new Problem(`There is no service "${word}".`, {
      remedy: `There are: ${names.map((name) => `${name} (${SERVICES[name]})`).join(", ")}.`,
      exitCode: EXIT.usage,
    });
  });
}

/** Service and addresses, a line each; the addresses as clients take them. */
export function addressRows({ services }: Stack): string[][] {
  return Object.entries(services).map(([service, endpoints]) => [service, endpoints?.brokers.join(",") ?? ""]);
}
