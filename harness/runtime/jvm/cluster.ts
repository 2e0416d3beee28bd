import fs from "node:fs/promises";
import path from "node:path";
import type { NodeStatus, ServiceName } from "../contract.ts";
import { type Apart, hand } from "./apart.ts";
import type { ClassArchive } from "./class-data-sharing.ts";
import { EarlyExit, type JvmProcess, type Launch } from "./jvm-process.ts";

/** A port may be taken between its allocation and the bind: that is seen, and answered with new ports. */
const ATTEMPTS = 3;
const CLASS_LIST = "classes.txt";

/** The processes of one service, and how they are started together and one by one. */
export abstract class Cluster<Endpoints, Node extends JvmProcess = JvmProcess> {
  readonly #service: ServiceName;
  protected readonly folder: string;
  readonly #archive: ClassArchive;
  readonly #apart: Apart | undefined;
  readonly #removed = new AbortController();
  #archiving: Promise<void> = Promise.resolve();
  #later: Promise<void> = Promise.resolve();
  abstract readonly nodes: readonly Node[];
  abstract readonly endpoints: Endpoints;

  /**
   * @param folder   emptied before the start and deleted at the end
   * @param archive  of the classes of all nodes; made behind the first start
   * @param apart    how its nodes are held apart from this machine, where they are
   */
  constructor(service: ServiceName, folder: string, archive: ClassArchive, apart: Apart | undefined) {
    this.#service = service;
    this.folder = folder;
    this.#archive = archive;
    this.#apart = apart;
  }

  /** Writes what the nodes are started from; their folders are there, and empty. */
  protected abstract prepare(signal: AbortSignal): Promise<void>;

  /** Flags of the JVM by which a node uses the archive or, where there is none yet, tells what belongs into it. */
  protected archiveFlags(node: Node): string[] {
    return node.startedAt === 0 || this.#archive.exists() ? this.#archive.flags(CLASS_LIST) : [];
  }

  /** How this node is held apart. */
  protected apart({ place }: Node): Launch["apart"] {
    return this.#apart && { command: this.#apart.command(this.folder, place.folder), owner: this.#apart.owner };
  }

  /** Starts the process of a node and returns at once. */
  protected abstract spawn(node: Node): void;

  /**
   * Waits until a node does its part: among all others that start with it, or again, after it was killed.
   *
   * @throws Problem if it ends or stays silent
   */
  protected abstract untilReady(node: Node, how: "first" | "again", signal: AbortSignal): Promise<void>;

  /** Can it serve one more run? A node that ended by itself means that it cannot. */
  async usable(): Promise<boolean> {
    return this.nodes.every((node) => node.state === "running" || (node.state === "starting" && this.isLater(node)));
  }

  /** Whether a node is started when all others are ready, and not waited for: those who use it do that. */
  protected isLater(_node: Node): boolean {
    return false;
  }

  /**
   * Starts all nodes and waits until they are ready.
   *
   * @throws Problem if one ends or stays silent; the caller is to `remove` what is left
   */
  async start(signal: AbortSignal): Promise<void> {
    await fs.rm(this.folder, { recursive: true, force: true, maxRetries: 3 });
    for (const { place } of this.nodes) await fs.mkdir(place.folder, { recursive: true });
    await this.prepare(signal);
    if (this.#apart) await hand(this.folder, this.#apart);
    signal.throwIfAborted();
    const withoutArchive = !this.#archive.exists();
    const later = this.nodes.filter((node) => this.isLater(node));
    await this.#begin(
      this.nodes.filter((node) => !later.includes(node)),
      signal,
    );
    const { signal: removed } = this.#removed;
    // Whoever uses them is told that they do not answer.
    this.#later = this.#begin(later, removed).catch(() => undefined);
    if (!withoutArchive) return;
    const lists = this.nodes.map(({ place }) => path.join(place.folder, CLASS_LIST));
    this.#archiving = this.untilLoaded(removed).then(() => this.#archive.make(lists, removed));
  }

  /** Starts nodes and waits until all of them are ready. */
  async #begin(nodes: readonly Node[], signal: AbortSignal): Promise<void> {
    for (const node of nodes) this.spawn(node);
    // The first that fails ends the waiting of all.
    const failed = new AbortController();
    const either = AbortSignal.any([signal, failed.signal]);
    const waiting = nodes.map((node) =>
      this.untilReady(node, "first", either).catch((error: unknown) => {
        failed.abort(error);
        throw error;
      }),
    );
    await Promise.all(waiting).finally(() => Promise.allSettled(waiting));
  }

  /** Waits until the nodes have loaded what an archive is to hold: by their start alone, unless told. */
  protected async untilLoaded(_removed: AbortSignal): Promise<void> {}

  /**
   * Starts a stopped node again and waits until it is ready.
   *
   * @throws Problem if it does not get there: it is stopped again then
   */
  async restart(node: Node): Promise<void> {
    if (node.state === "running") return;
    this.spawn(node);
    try {
      await this.untilReady(node, "again", this.#removed.signal);
    } catch (error) {
      await node.kill();
      throw error;
    }
  }

  find(name: string): Node | undefined {
    return this.nodes.find(({ place }) => place.name === name);
  }

  status(): NodeStatus[] {
    return this.nodes.map((node) => ({
      node: node.place.name,
      service: this.#service,
      runtime: "jvm",
      state: node.state,
      address: node.place.address,
      id: String(node.pid || ""),
      startedAt: node.startedAt,
      ...(node.ended === undefined ? {} : { ended: node.ended }),
    }));
  }

  /** Ends everything and deletes the data. */
  async remove(): Promise<void> {
    this.#removed.abort();
    await Promise.all([this.#archiving, this.#later]);
    await Promise.all(this.nodes.map((node) => node.stop()));
    await fs.rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/**
 * Starts a cluster, with other ports where one was taken meanwhile.
 *
 * @param make       a cluster that is not started, with ports of its own
 * @param onCluster  called with what is starting, which `status` and `logs` can tell of; again for each attempt
 * @throws Problem if a node ends or stays silent; then nothing of the cluster is left
 */
export async function startCluster<C extends Cluster<unknown>>(
  make: () => Promise<C>,
  signal: AbortSignal,
  onCluster: (cluster: C) => void,
): Promise<C> {
  for (let attempt = 1; ; attempt++) {
    const cluster = await make();
    onCluster(cluster);
    try {
      await cluster.start(signal);
      return cluster;
    } catch (error) {
      await cluster.remove();
      if (!(error instanceof EarlyExit && error.portTaken && attempt < ATTEMPTS)) throw error;
    }
  }
}
