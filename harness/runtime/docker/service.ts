import type { ContainerRuntimeClient } from "testcontainers";
import { Problem } from "../../problem.ts";
import type { NodeStatus, OnProgress, ServiceName } from "../contract.ts";
import { findEngine, requireEngine } from "./engine.ts";
import { hasImage, pullImage } from "./image.ts";
import { CHECKOUT_LABEL, type Labels, OWNER_LABEL, SERVICE_LABEL } from "./labels.ts";
import { logText } from "./logs.ts";
import { removeContainers } from "./remove.ts";

const READY_MS = 90_000;
/** One that does not answer within this time, though it did before, is replaced. */
const STILL_MS = 1_500;

/** How engines say that a port of the host cannot be published. */
const PORT_TAKEN = /port is already allocated|address already in use|ports are not available/i;
const ATTEMPTS = 3;

/** What a service is started with. */
export interface Stage {
  labels: Labels;
  network: string;
  /** The address at which ports are published; all of the host's where it is undefined. */
  hostIp: string | undefined;
  onProgress: OnProgress;
  signal: AbortSignal | undefined;
}

/** How a service is made of containers. */
export interface Recipe<Endpoints> {
  service: ServiceName;
  what: string;
  image: string;
  /** What is copied into the containers, as it is now: those that have something else are replaced. */
  stamp?: () => Promise<string>;
  /** Starts the containers; whether they do their part is asked of the nodes. What is left of a failure is removed. */
  start(stage: Stage): Promise<Up<Endpoints>>;
}

export interface Up<Endpoints> {
  endpoints: Endpoints;
  nodes: ContainerNode[];
}

/** One server in a container. */
export class ContainerNode {
  readonly name: string;
  readonly id: string;
  readonly address: string;
  /** Waits until it does its part; false where it does not in time. */
  readonly untilReady: (withinMs: number, again?: boolean) => Promise<boolean>;
  startedAt = Date.now();

  constructor(name: string, id: string, address: string, untilReady: ContainerNode["untilReady"]) {
    this.name = name;
    this.id = id;
    this.address = address;
    this.untilReady = untilReady;
  }
}

/** Of which process's containers there is talk. */
export interface Owner {
  checkout: string;
  owner: string;
  /** Removes, once, what an earlier process of the checkout left. */
  sweep: (client: ContainerRuntimeClient) => Promise<void>;
  /** The network of this one's containers. To be asked for before the first is made. */
  network: (client: ContainerRuntimeClient) => Promise<string>;
}

/** A service in containers: up, found up, killed. One thing at a time, so that no check finds dead what is starting. */
export class ContainerService<Endpoints> {
  readonly #recipe: Recipe<Endpoints>;
  readonly #owner: Owner;
  #up: Up<Endpoints> | undefined;
  /** The recipe's, when these containers were started. */
  #stamp: string | undefined;
  #starting = false;
  #last: Promise<unknown> = Promise.resolve();

  constructor(recipe: Recipe<Endpoints>, owner: Owner) {
    this.#recipe = recipe;
    this.#owner = owner;
  }

  ensure(onProgress: OnProgress, signal?: AbortSignal): Promise<Endpoints> {
    return this.#inTurn(async () => {
      // Stopped by hand, or gone with a reboot: what does not answer is replaced, and so is what is out of date.
      const stamp = await this.#recipe.stamp?.();
      if (this.#up !== undefined && (this.#stamp !== stamp || !(await this.#answers(this.#up)))) {
        const { container } = await requireEngine();
        await removeContainers(container.dockerode, { owner: this.#owner.owner, service: this.#recipe.service });
        this.#up = undefined;
      }
      if (this.#up === undefined) {
        this.#starting = true;
        this.#stamp = stamp;
        this.#up = await this.#start(onProgress, signal).finally(() => {
          this.#starting = false;
        });
      }
      return this.#up.endpoints;
    });
  }

  find(name: string): ContainerNode | undefined {
    return this.#up?.nodes.find((node) => node.name === name);
  }

  get names(): string[] {
    return this.#up?.nodes.map(({ name }) => name) ?? [];
  }

  kill(node: ContainerNode): Promise<void> {
    return this.#inTurn(async () => {
      const container = (await requireEngine()).container.getById(node.id);
      await container.kill({ signal: "SIGKILL" });
      await container.wait({ condition: "not-running" });
    });
  }

  restart(node: ContainerNode): Promise<void> {
    return this.#inTurn(async () => {
      const container = (await requireEngine()).container.getById(node.id);
      if ((await container.inspect()).State.Running) return;
      await container.start();
      node.startedAt = Date.now();
      if (!(await node.untilReady(READY_MS, true))) {
        throw new Problem(`${node.name} was started again and does not answer.`, {
          remedy: "Look at its log with `docker logs`, or begin anew: npx katas down",
        });
      }
    });
  }

  async logs(node: ContainerNode, lines: number): Promise<string> {
    const container = (await requireEngine()).container.getById(node.id);
    return logText(await container.logs({ stdout: true, stderr: true, follow: false, tail: lines }));
  }

  async status(): Promise<NodeStatus[]> {
    const { service } = this.#recipe;
    const common = { service, runtime: "docker" } as const;
    if (this.#up === undefined) {
      const node = { ...common, node: service, state: "starting" as const, address: "", id: "", startedAt: Date.now() };
      return this.#starting ? [node] : [];
    }
    return await Promise.all(
      this.#up.nodes.map(async ({ name, id, address, startedAt }) => ({
        ...common,
        node: name,
        state: (await isUp(id)) ? ("running" as const) : ("stopped" as const),
        address,
        id,
        startedAt,
      })),
    );
  }

  /** Waits for what is under way and forgets the containers; whoever owns the service removes them. */
  forget(): Promise<void> {
    return this.#inTurn(async () => {
      this.#up = undefined;
    });
  }

  async #answers(up: Up<Endpoints>): Promise<boolean> {
    const all = await Promise.all(up.nodes.map(async (node) => (await isUp(node.id)) && node.untilReady(STILL_MS)));
    return all.every(Boolean);
  }

  async #start(onProgress: OnProgress, signal?: AbortSignal): Promise<Up<Endpoints>> {
    const { service, image, start } = this.#recipe;
    const { checkout, owner } = this.#owner;
    const what = `${this.#recipe.what} (Docker)`;
    const client = await requireEngine();
    const docker = client.container.dockerode;
    await this.#owner.sweep(client);
    if (!(await hasImage(docker, image))) await pullImage(docker, image, onProgress, signal);
    signal?.throwIfAborted();
    onProgress({ stage: "start", what, service, runtime: "docker" });
    const begun = Date.now();
    const whose = { [CHECKOUT_LABEL]: checkout, [OWNER_LABEL]: owner };
    const remove = () => removeContainers(docker, { owner, service }).catch(() => {});
    try {
      const network = await this.#owner.network(client);
      const labels = { ...whose, [SERVICE_LABEL]: service };
      const up = await withOtherPorts(
        () => start({ labels, network, hostIp: loopbackOf(client), onProgress, signal }),
        remove,
      );
      const ready = await Promise.all(
        up.nodes.map(async (node) => ((await node.untilReady(READY_MS)) ? [] : [node.name])),
      );
      const silent = ready.flat();
      if (silent.length > 0) throw new Error(`${silent.join(", ")} started and does not answer`);
      signal?.throwIfAborted();
      onProgress({ stage: "ready", what, ms: Date.now() - begun });
      return up;
    } catch (error) {
      await remove();
      signal?.throwIfAborted();
      if (error instanceof Problem) throw error;
      const why = error instanceof Error ? error.message.split("\n")[0] : String(error);
      throw new Problem(`Docker cannot start ${this.#recipe.what} (${image}): ${why}.`, {
        remedy: "Look at `docker info` (memory, disk), or set KATAS_RUNTIME=jvm (needs Java 17 or newer).",
        cause: error,
      });
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#last.then(work);
    this.#last = mine.catch(() => {});
    return mine;
  }
}

/** Starts again, with new ports, where one was taken between its choice and the engine's bind. */
async function withOtherPorts<T>(start: () => Promise<T>, remove: () => Promise<void>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await start();
    } catch (error) {
      const taken = error instanceof Error && PORT_TAKEN.test(error.message);
      if (!taken || attempt === ATTEMPTS) throw error;
      await remove();
    }
  }
}

async function isUp(id: string): Promise<boolean> {
  const engine = await findEngine();
  if (!engine.ok) return false;
  return await engine.client.container
    .getById(id)
    .inspect()
    .then(
      (it) => it.State.Running,
      () => false,
    );
}

/** Published at the loopback address only, where the engine's host is this machine. */
function loopbackOf(client: ContainerRuntimeClient): string | undefined {
  return ["localhost", "127.0.0.1"].includes(client.info.containerRuntime.host) ? "127.0.0.1" : undefined;
}
