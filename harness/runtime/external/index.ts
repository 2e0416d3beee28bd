/**
 * Servers that somebody else runs, given by address. They are asked whether they answer, and never started, killed or
 * changed. Must not know: the supervisor (servers of others need none), the other runtimes.
 */
import { EXIT, Problem } from "../../problem.ts";
import {
  type Availability,
  type EndpointsOf,
  eachFlink,
  type FlinkEndpoints,
  type FlinkService,
  type KafkaEndpoints,
  type KafkaService,
  type NodeStatus,
  type OnProgress,
  type Runtime,
  type ServiceName,
} from "../contract.ts";
import { askBroker } from "../probe.ts";
import { firstNamed, parseBrokers, parseInside, parseRest, VARIABLES } from "./addresses.ts";
import { askFlink } from "./flink.ts";

/** Connecting and answering may take this long each; a cluster across an ocean needs a second. */
const ANSWER_MS = 5_000;

/** What somebody else's service is made of, as far as it can be seen. */
type Seen = Pick<NodeStatus, "node" | "address">[];

/**
 * The runtime for `KATAS_KAFKA_BROKERS`, `KATAS_FLINK_REST` and `KATAS_SQL_GATEWAY`.
 * @param env where the addresses are read, at each call
 */
export function externalRuntime(env: NodeJS.ProcessEnv = process.env): Runtime {
  const seen = new Map<ServiceName, { nodes: Seen; at: number }>();

  const notOurs = async (): Promise<never> => {
    const what = firstNamed(env) ?? VARIABLES[0];
    throw new Problem(`The servers of ${what} are not ours to kill or restart.`, {
      remedy: `Exercises that kill a node need servers of ours: leave ${what} out, or set KATAS_RUNTIME=jvm.`,
      exitCode: EXIT.usage,
    });
  };

  const kafka = async (service: KafkaService): Promise<KafkaEndpoints> => {
    const addresses = parseBrokers(env.KATAS_KAFKA_BROKERS);
    const at = Date.now();
    const clusters = await Promise.all(addresses.map(answers));
    const size = Math.max(...clusters.map((cluster) => cluster.length));
    if (service === "kafka3" && size < 3) {
      throw new Problem(`This exercise needs three brokers, and the cluster at ${addresses.join(", ")} has ${size}.`, {
        remedy: "Name a cluster of three, or leave KATAS_KAFKA_BROKERS out and set KATAS_RUNTIME=jvm.",
      });
    }
    seen.set(service, { nodes: addresses.map((address, i) => ({ node: `${service}-${i + 1}`, address })), at });
    return { brokers: addresses, inside: parseInside(env.KATAS_KAFKA_INSIDE) ?? addresses };
  };

  const flink = async (service: FlinkService): Promise<FlinkEndpoints> => {
    const at = Date.now();
    const { rest, sqlGateway } = await askFlink(service, env, ANSWER_MS);
    const nodes = [
      { node: "jobmanager", address: rest },
      { node: "sql-gateway", address: sqlGateway },
    ];
    seen.set(service, { nodes, at });
    return { rest, sqlGateway };
  };

  const services: { [S in ServiceName]: () => Promise<EndpointsOf[S]> } = {
    kafka: () => kafka("kafka"),
    kafka3: () => kafka("kafka3"),
    ...eachFlink((service) => () => flink(service)),
  };

  return {
    name: "external",
    apart: async () => false,
    available: async (): Promise<Availability> => {
      try {
        if (!firstNamed(env) || env.KATAS_KAFKA_BROKERS?.trim()) parseBrokers(env.KATAS_KAFKA_BROKERS);
        for (const name of ["KATAS_FLINK_REST", "KATAS_SQL_GATEWAY"] as const)
          if (env[name]?.trim()) parseRest(name, env);
        const named = VARIABLES.filter((name) => env[name]?.trim());
        return { ok: true, detail: named.map((name) => `${name} names ${env[name]?.trim()}`).join(", ") };
      } catch (error) {
        if (error instanceof Problem) return { ok: false, why: error.message, remedy: error.remedy ?? "" };
        throw error;
      }
    },
    ensure: async <S extends ServiceName>(
      service: S,
      onProgress: OnProgress,
      signal?: AbortSignal,
    ): Promise<EndpointsOf[S]> => {
      const begun = Date.now();
      const endpoints: EndpointsOf[S] = await services[service]();
      signal?.throwIfAborted();
      const addresses = seen.get(service)?.nodes.map(({ address }) => address) ?? [];
      const what = service.startsWith("kafka") ? "Kafka" : "Flink";
      onProgress({ stage: "ready", what: `${what} at ${addresses.join(", ")}`, ms: Date.now() - begun });
      return endpoints;
    },
    kill: notOurs,
    restart: notOurs,
    logs: async () => {
      throw new Problem(`The logs of the servers of ${firstNamed(env) ?? VARIABLES[0]} are where they run, not here.`, {
        exitCode: EXIT.usage,
      });
    },
    status: async (): Promise<NodeStatus[]> =>
      [...seen].flatMap(([service, { nodes, at }]) =>
        nodes.map(({ node, address }) => ({
          node,
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
