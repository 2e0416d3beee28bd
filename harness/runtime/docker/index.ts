/**
 * Kafka and Flink in containers, by Testcontainers. Loads that library only when a container is really wanted. Must not
 * know: the supervisor that owns it, what a topic is.
 */
import { Problem } from "../../problem.ts";
import {
  type Availability,
  type EndpointsOf,
  eachFlink,
  type NodeStatus,
  type OnProgress,
  type Runtime,
  type ServiceName,
} from "../contract.ts";
import { findEngine } from "./engine.ts";
import { hasImage, KAFKA_IMAGE } from "./image.ts";
import { CHECKOUT_LABEL, OWNER_LABEL } from "./labels.ts";
import { ensureNetwork } from "./network.ts";
import { removeContainers } from "./remove.ts";
import { ContainerService, type Owner, type Recipe } from "./service.ts";

export { KAFKA_IMAGE } from "./image.ts";

export interface DockerOptions {
  /** Stands for the checkout in a label: what an earlier process of it left behind is removed at the first start. */
  checkout: string;
  /** Stands for this process in a label, unique. */
  owner: string;
  /** Called before the first container is made, so that somebody can remove it should this process die. */
  onContainers?: () => void;
}

/** Servers in containers. One broker; three are the jvm runtime's. */
export function dockerRuntime({ checkout, owner, onContainers = () => {} }: DockerOptions): Runtime {
  let swept = false;
  let last: Promise<unknown> = Promise.resolve();
  /** One service after another: what is left is swept once, and two networks of one name are none. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const mine = last.then(work);
    last = mine.catch(() => {});
    return mine;
  };
  const whose: Owner = {
    checkout,
    owner,
    sweep: ({ container }) =>
      inTurn(async () => {
        if (!swept) await removeContainers(container.dockerode, { checkout, notOwner: owner });
        swept = true;
      }),
    network: ({ container }) =>
      inTurn(async () => {
        onContainers();
        return await ensureNetwork(container.dockerode, { [CHECKOUT_LABEL]: checkout, [OWNER_LABEL]: owner });
      }),
  };
  const all = new Map<ServiceName, ContainerService<unknown>>();

  /** The service, made when it is first asked for: its recipe loads Testcontainers. */
  const serve = async <S extends ServiceName>(
    name: S,
    recipe: () => Promise<Recipe<EndpointsOf[S]>>,
    tell: { onProgress: OnProgress; signal: AbortSignal | undefined },
  ): Promise<EndpointsOf[S]> => {
    const loaded = await recipe();
    const service = (all.get(name) ?? new ContainerService(loaded, whose)) as ContainerService<EndpointsOf[S]>;
    all.set(name, service);
    return await service.ensure(tell.onProgress, tell.signal);
  };

  type Tell = Parameters<typeof serve>[2];
  const services: { [S in ServiceName]: (tell: Tell) => Promise<EndpointsOf[S]> } = {
    kafka: (tell) => serve("kafka", async () => (await import("./broker.ts")).kafka, tell),
    kafka3: async () => {
      throw new Problem("Docker runs one broker only, and three are needed.", {
        remedy: "Set KATAS_RUNTIME=jvm (needs Java 17 or newer).",
      });
    },
    ...eachFlink((name) => (tell: Tell) => serve(name, async () => (await import("./flink.ts")).flink(name), tell)),
  };

  const named = (name: string) => {
    for (const service of all.values()) {
      const node = service.find(name);
      if (node) return { service, node };
    }
    const names = [...all.values()].flatMap((service) => service.names);
    const there = names.length === 0 ? "no server runs" : `there is ${names.join(", ")}`;
    throw new Problem(`There is no server "${name}": ${there}.`);
  };

  return {
    name: "docker",
    apart: async () => true,
    available: async (): Promise<Availability> => {
      const engine = await findEngine();
      if (!engine.ok) return engine;
      const pulled = await hasImage(engine.client.container.dockerode, KAFKA_IMAGE);
      const toPull = pulled ? "" : ` and will pull ${KAFKA_IMAGE}`;
      return { ok: true, detail: `Docker ${engine.version} answers${toPull}` };
    },
    ensure: async <S extends ServiceName>(service: S, onProgress: OnProgress, signal?: AbortSignal) =>
      await services[service]({ onProgress, signal }),
    kill: async (name) => {
      const { service, node } = named(name);
      await service.kill(node);
    },
    restart: async (name) => {
      const { service, node } = named(name);
      await service.restart(node);
    },
    logs: async (name, lines = 200) => {
      const { service, node } = named(name);
      return await service.logs(node, lines);
    },
    status: async (): Promise<NodeStatus[]> =>
      (await Promise.all([...all.values()].map((service) => service.status()))).flat(),
    down: async () => {
      await Promise.all([...all.values()].map((service) => service.forget()));
      if (!swept) return;
      const engine = await findEngine();
      // What an engine that went away still keeps is removed at the next start.
      if (engine.ok) await removeContainers(engine.client.container.dockerode, { owner });
    },
  };
}
