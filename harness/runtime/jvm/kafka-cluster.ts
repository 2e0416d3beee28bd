import fs from "node:fs/promises";
import path from "node:path";
import type { KafkaEndpoints, NodeStatus, ServiceName } from "../contract.ts";
import { ClassArchive } from "./class-data-sharing.ts";
import type { Installation } from "./installation.ts";
import { EarlyExit, JVM_FLAGS, KafkaNode } from "./kafka-node.ts";
import { allocatePorts, HOST } from "./ports.ts";
import { type NodePorts, serverProperties } from "./server-properties.ts";
import { formatStorage } from "./storage.ts";

export const NODES: Record<ServiceName, number> = { kafka: 1, kafka3: 3 };

/** A port may be taken between its allocation and the bind: that is seen, and answered with new ports. */
const ATTEMPTS = 3;
const CLASS_LIST = "classes.txt";

export interface ClusterPlan {
  service: ServiceName;
  /** Emptied before the start and deleted at the end. */
  folder: string;
  installation: Installation;
}

/** The brokers of one service. */
export class KafkaCluster {
  readonly nodes: readonly KafkaNode[];
  readonly endpoints: KafkaEndpoints;
  readonly #plan: ClusterPlan;
  readonly #archive: ClassArchive;
  readonly #removed = new AbortController();
  #archiving: Promise<void> = Promise.resolve();

  private constructor(plan: ClusterPlan, archive: ClassArchive, ports: readonly NodePorts[]) {
    this.#plan = plan;
    this.#archive = archive;
    this.nodes = ports.map(({ client }, i) => {
      const name = `${plan.service}-${i + 1}`;
      const place = { name, id: i + 1, folder: path.join(plan.folder, name), address: `${HOST}:${client}` };
      return new KafkaNode(place, plan.installation);
    });
    this.endpoints = {
      brokers: this.nodes.map(({ place }) => place.address),
      tap: ports.map(({ tap, tapAdvertised }) => ({
        listener: `${HOST}:${tap}`,
        advertised: `${HOST}:${tapAdvertised}`,
      })),
    };
  }

  /**
   * Formats, starts, and waits until every broker sees all of them.
   *
   * @param onCluster  called with what is starting, which `status` and `logs` can tell of; again for each attempt
   * @throws Problem if a broker ends or stays silent; then nothing of the cluster is left
   */
  static async start(
    plan: ClusterPlan,
    signal: AbortSignal,
    onCluster: (cluster: KafkaCluster) => void,
  ): Promise<KafkaCluster> {
    const archive = await ClassArchive.of(plan.installation, JVM_FLAGS);
    for (let attempt = 1; ; attempt++) {
      const ports = await allocateNodePorts(NODES[plan.service]);
      const cluster = new KafkaCluster(plan, archive, ports);
      onCluster(cluster);
      try {
        await cluster.#start(ports, signal);
        return cluster;
      } catch (error) {
        await cluster.remove();
        if (!(error instanceof EarlyExit && error.portTaken && attempt < ATTEMPTS)) throw error;
      }
    }
  }

  async #start(ports: readonly NodePorts[], signal: AbortSignal): Promise<void> {
    await fs.rm(this.#plan.folder, { recursive: true, force: true, maxRetries: 3 });
    const folders = this.nodes.map(({ place }) => place.folder);
    for (const folder of folders) await fs.mkdir(folder, { recursive: true });
    await formatStorage(this.#plan.installation, folders, signal);
    for (const { place } of this.nodes) {
      await fs.writeFile(path.join(place.folder, "server.properties"), serverProperties(place.id, ports));
    }
    signal.throwIfAborted();
    const withoutArchive = !this.#archive.exists();
    for (const node of this.nodes) node.spawn(this.#archive.flags(CLASS_LIST));
    // The first that fails ends the waiting of all.
    const failed = new AbortController();
    const waiting = this.nodes.map((node) =>
      node.untilReady(this.nodes.length, AbortSignal.any([signal, failed.signal])).catch((error: unknown) => {
        failed.abort(error);
        throw error;
      }),
    );
    await Promise.all(waiting).finally(() => Promise.allSettled(waiting));
    const first = this.nodes[0];
    if (withoutArchive && first) {
      this.#archiving = this.#archive.make(path.join(first.place.folder, CLASS_LIST), this.#removed.signal);
    }
  }

  /** Are all brokers alive? */
  get whole(): boolean {
    return this.nodes.every(({ state }) => state === "running");
  }

  /**
   * Starts a stopped node again, with its data and its address, and waits until it answers.
   *
   * @throws Problem if it does not: it is stopped again then
   */
  async restart(node: KafkaNode): Promise<void> {
    if (node.state === "running") return;
    node.spawn(this.#archive.exists() ? this.#archive.flags(CLASS_LIST) : []);
    try {
      await node.untilReady(1, this.#removed.signal);
    } catch (error) {
      await node.kill();
      throw error;
    }
  }

  status(): NodeStatus[] {
    return this.nodes.map((node) => ({
      node: node.place.name,
      service: this.#plan.service,
      runtime: "jvm",
      state: node.state,
      address: node.place.address,
      id: String(node.pid || ""),
      startedAt: node.startedAt,
    }));
  }

  /** Ends everything and deletes the data. */
  async remove(): Promise<void> {
    this.#removed.abort();
    await this.#archiving;
    await Promise.all(this.nodes.map((node) => node.stop()));
    await fs.rm(this.#plan.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function allocateNodePorts(nodes: number): Promise<NodePorts[]> {
  const all: NodePorts[] = [];
  for (let i = 0; i < nodes; i++) {
    const [client = 0, tap = 0, tapAdvertised = 0, controller = 0] = await allocatePorts(4);
    all.push({ client, tap, tapAdvertised, controller });
  }
  return all;
}
