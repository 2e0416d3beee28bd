/**
 * A cluster that somebody else runs, given by address. It is asked whether it answers, and never started, killed or
 * changed. Must not know: the supervisor (an external cluster needs none), the other runtimes.
 */
import { EXIT, Problem } from "../../problem.ts";
import type { Availability, KafkaEndpoints, NodeStatus, Runtime, ServiceName } from "../contract.ts";
import { askBroker } from "../probe.ts";
import { parseBrokers } from "./brokers.ts";

/** Connecting and answering may take this long each; a cluster across an ocean needs a second. */
const ANSWER_MS = 5_000;

/**
 * The runtime for `KATAS_KAFKA_BROKERS`.
 * @param env where the addresses are read, at each call
 */
export function externalRuntime(env: NodeJS.ProcessEnv = process.env): Runtime {
  const seen = new Map<ServiceName, { addresses: string[]; at: number }>();

  const notOurs = async (): Promise<never> => {
    throw new Problem("The Kafka of KATAS_KAFKA_BROKERS is not ours to kill or restart.", {
      remedy:
        "Exercises that kill a node need servers of ours: leave KATAS_KAFKA_BROKERS out, or set KATAS_RUNTIME=jvm.",
      exitCode: EXIT.usage,
    });
  };

  return {
    name: "external",
    available: async (): Promise<Availability> => {
      try {
        return { ok: true, detail: `KATAS_KAFKA_BROKERS names ${parseBrokers(env.KATAS_KAFKA_BROKERS).join(", ")}` };
      } catch (error) {
        if (error instanceof Problem) return { ok: false, why: error.message, remedy: error.remedy ?? "" };
        throw error;
      }
    },
    ensure: async (service, onProgress, signal): Promise<KafkaEndpoints> => {
      const addresses = parseBrokers(env.KATAS_KAFKA_BROKERS);
      const begun = Date.now();
      const clusters = await Promise.all(addresses.map(answers));
      signal?.throwIfAborted();
      const size = Math.max(...clusters.map((cluster) => cluster.length));
      if (service === "kafka3" && size < 3) {
        throw new Problem(
          `This exercise needs three brokers, and the cluster at ${addresses.join(", ")} has ${size}.`,
          {
            remedy: "Name a cluster of three, or leave KATAS_KAFKA_BROKERS out and set KATAS_RUNTIME=jvm.",
          },
        );
      }
      seen.set(service, { addresses, at: begun });
      onProgress({ stage: "ready", what: `Kafka at ${addresses.join(", ")}`, ms: Date.now() - begun });
      return { brokers: addresses };
    },
    kill: notOurs,
    restart: notOurs,
    logs: async () => {
      throw new Problem("The logs of the Kafka of KATAS_KAFKA_BROKERS are where it runs, not here.", {
        exitCode: EXIT.usage,
      });
    },
    status: async (): Promise<NodeStatus[]> =>
      [...seen].flatMap(([service, { addresses, at }]) =>
        addresses.map((address, index) => ({
          node: `${service}-${index + 1}`,
          service,
          runtime: "external" as const,
          state: "running" as const,
          address,
          id: address,
          startedAt: at,
        })),
      ),
    down: async () => seen.clear(),
  };
}

/** The brokers that the cluster behind an address advertises. */
async function answers(address: string): Promise<string[]> {
  try {
    return (await askBroker(address, ANSWER_MS)).advertised;
  } catch (error) {
    const culprit = brokerOf(error);
    // A broker behind a container or NAT answers at one address and sends its clients to another.
    if (culprit !== undefined && culprit !== address) {
      throw new Problem(`Kafka at ${address} answers, but sends its clients to ${culprit}, which cannot be reached.`, {
        remedy: "Set that broker's advertised.listeners to an address this machine can reach.",
        cause: error,
      });
    }
    throw new Problem(`No Kafka broker answers at ${address} (KATAS_KAFKA_BROKERS).`, {
      remedy:
        "Start that cluster or correct the address; without KATAS_KAFKA_BROKERS the course runs a Kafka of its own.",
      cause: error,
    });
  }
}

/** kafkajs names the broker a connection failed to, as `host:port`. */
function brokerOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if ("broker" in error && typeof error.broker === "string") return error.broker;
  return brokerOf(error.cause);
}
