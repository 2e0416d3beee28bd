/**
 * Kafka in a container, by Testcontainers. Loads that library only when a container is really wanted. Must not know:
 * the supervisor that owns it, what a topic is.
 */
import getPort from "get-port";
import type { ContainerRuntimeClient } from "testcontainers";
import { Problem } from "../../problem.ts";
import type {
  Availability,
  EndpointsOf,
  KafkaEndpoints,
  NodeStatus,
  OnProgress,
  Runtime,
  ServiceName,
} from "../contract.ts";
import { untilAnswers } from "../probe.ts";
import { findEngine, requireEngine } from "./engine.ts";
import { hasImage, KAFKA_IMAGE, pullImage } from "./image.ts";
import { CHECKOUT_LABEL, OWNER_LABEL } from "./labels.ts";
import { logText } from "./logs.ts";
import { removeContainers } from "./remove.ts";

export { KAFKA_IMAGE } from "./image.ts";

const NODE = "kafka-1";

export interface DockerOptions {
  /** Stands for the checkout in a label: what an earlier process of it left behind is removed at the first start. */
  checkout: string;
  /** Stands for this process in a label, unique. */
  owner: string;
  /** Called before the first container is made, so that somebody can remove it should this process die. */
  onContainers?: () => void;
}

interface Broker {
  id: string;
  address: string;
  startedAt: number;
}

/** Servers in containers. One broker; three are the jvm runtime's. */
export function dockerRuntime({ checkout, owner, onContainers }: DockerOptions): Runtime {
  let broker: Broker | undefined;
  let starting = false;
  let swept = false;
  let last: Promise<unknown> = Promise.resolve();

  /** One after another: a check must not find a broker dead that is being restarted at that moment. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };

  const start = async (onProgress: OnProgress, signal?: AbortSignal): Promise<Broker> => {
    const client = await requireEngine();
    const docker = client.container.dockerode;
    if (!swept) await removeContainers(docker, { checkout, notOwner: owner });
    swept = true;
    if (!(await hasImage(docker))) await pullImage(docker, onProgress, signal);
    signal?.throwIfAborted();
    onProgress({ stage: "start", what: "Kafka (Docker)" });
    const begun = Date.now();
    try {
      onContainers?.();
      const labels = { [CHECKOUT_LABEL]: checkout, [OWNER_LABEL]: owner };
      const { startBroker } = await import("./broker.ts");
      const port = await getPort();
      const started = await startBroker(port, loopbackOf(client), labels);
      if (!(await untilAnswers(started.address, 60_000))) throw new Error("it started and does not answer");
      signal?.throwIfAborted();
      onProgress({ stage: "ready", what: "Kafka (Docker)", ms: Date.now() - begun });
      return { ...started, startedAt: begun };
    } catch (error) {
      await removeContainers(docker, { owner }).catch(() => {});
      signal?.throwIfAborted();
      const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
      throw new Problem(`Docker cannot start Kafka (${KAFKA_IMAGE}): ${why}.`, {
        remedy: "Look at `docker info` (memory, disk), or set KATAS_RUNTIME=jvm (needs Java 17 or newer).",
        cause: error,
      });
    }
  };

  const notHere = async (sentence: string): Promise<never> => {
    throw new Problem(sentence, { remedy: "Set KATAS_RUNTIME=jvm (needs Java 17 or newer)." });
  };

  const ensureBroker = async (onProgress: OnProgress, signal?: AbortSignal): Promise<KafkaEndpoints> => {
    // Stopped by hand, or gone with a reboot: a broker that does not answer is replaced.
    if (broker !== undefined && !(await untilAnswers(broker.address, 1_500))) {
      const { container } = await requireEngine();
      await removeContainers(container.dockerode, { owner });
      broker = undefined;
    }
    if (broker === undefined) {
      starting = true;
      broker = await start(onProgress, signal).finally(() => {
        starting = false;
      });
    }
    return { brokers: [broker.address] };
  };

  const services: {
    [S in ServiceName]: (onProgress: OnProgress, signal?: AbortSignal) => Promise<EndpointsOf[S]>;
  } = {
    kafka: (onProgress, signal) => inTurn(() => ensureBroker(onProgress, signal)),
    kafka3: () => notHere("Docker runs one broker only, and three are needed."),
    flink: () => notHere("With Docker the course runs Kafka only, and Flink is needed."),
    flink2: () => notHere("With Docker the course runs Kafka only, and Flink is needed."),
  };

  const named = async (node: string) => {
    if (node !== NODE || broker === undefined) {
      const there = broker === undefined ? "no server runs" : `there is ${NODE}`;
      throw new Problem(`There is no server "${node}": ${there}.`);
    }
    const { container } = await requireEngine();
    return { broker, container: container.getById(broker.id) };
  };

  return {
    name: "docker",
    available: async (): Promise<Availability> => {
      const engine = await findEngine();
      if (!engine.ok) return engine;
      const pulled = await hasImage(engine.client.container.dockerode);
      const toPull = pulled ? "" : ` and will pull ${KAFKA_IMAGE}`;
      return { ok: true, detail: `Docker ${engine.version} answers${toPull}` };
    },
    ensure: (service, onProgress, signal) => services[service](onProgress, signal),
    kill: (node) =>
      inTurn(async () => {
        const { container } = await named(node);
        await container.kill({ signal: "SIGKILL" });
        await container.wait({ condition: "not-running" });
      }),
    restart: (node) =>
      inTurn(async () => {
        const { broker, container } = await named(node);
        if (!(await container.inspect()).State.Running) await container.start();
        broker.startedAt = Date.now();
        if (!(await untilAnswers(broker.address, 60_000))) {
          throw new Problem(`${node} was started again and does not answer at ${broker.address}.`);
        }
      }),
    logs: async (node, lines = 200) => {
      const { container } = await named(node);
      return logText(await container.logs({ stdout: true, stderr: true, follow: false, tail: lines }));
    },
    status: async (): Promise<NodeStatus[]> => {
      const common = { node: NODE, service: "kafka", runtime: "docker" } as const;
      if (broker === undefined) {
        return starting ? [{ ...common, state: "starting", address: "", id: "", startedAt: Date.now() }] : [];
      }
      const { id, address, startedAt } = broker;
      const engine = await findEngine();
      const running =
        engine.ok &&
        (await engine.client.container
          .getById(id)
          .inspect()
          .then(
            (it) => it.State.Running,
            () => false,
          ));
      return [{ ...common, state: running ? "running" : "stopped", address, id, startedAt }];
    },
    down: () =>
      inTurn(async () => {
        broker = undefined;
        if (!swept) return;
        const engine = await findEngine();
        // What an engine that went away still keeps is removed at the next start.
        if (engine.ok) await removeContainers(engine.client.container.dockerode, { owner });
      }),
  };
}

/** Published at the loopback address only, where the engine's host is this machine. */
function loopbackOf(client: ContainerRuntimeClient): string | undefined {
  return ["localhost", "127.0.0.1"].includes(client.info.containerRuntime.host) ? "127.0.0.1" : undefined;
}
