import fs from "node:fs/promises";
import path from "node:path";
import type { KafkaEndpoints, KafkaService } from "../contract.ts";
import { HOST } from "../loopback.ts";
import { askBroker, servesGroups } from "../probe.ts";
import { ClassArchive } from "./class-data-sharing.ts";
import { Cluster } from "./cluster.ts";
import type { Installation } from "./installation.ts";
import { JvmProcess } from "./jvm-process.ts";
import { allocatePorts } from "./ports.ts";
import { type NodePorts, serverProperties } from "./server-properties.ts";
import { formatStorage } from "./storage.ts";

const NODES: Record<KafkaService, number> = { kafka: 1, kafka3: 3 };

/** Small, and quick to start: an interpreter and one cheap compiler, one thread of garbage collection. */
export const JVM_FLAGS = ["-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:-UsePerfData"];

/** A broker; its `id` is node.id, from 1. */
class Broker extends JvmProcess {
  readonly id: number;
  constructor(service: KafkaService, folder: string, id: number, port: number) {
    const name = `${service}-${id}`;
    super({ name, folder: path.join(folder, name), address: `${HOST}:${port}` });
    this.id = id;
  }
}

/** The brokers of one service. */
export class KafkaCluster extends Cluster<KafkaEndpoints, Broker> {
  readonly nodes: readonly Broker[];
  readonly endpoints: KafkaEndpoints;
  readonly #installation: Installation;
  readonly #ports: readonly NodePorts[];

  private constructor(
    service: KafkaService,
    folder: string,
    { installation, archive, ports }: { installation: Installation; archive: ClassArchive; ports: NodePorts[] },
  ) {
    super(service, folder, archive, installation.apart);
    this.#installation = installation;
    this.#ports = ports;
    this.nodes = ports.map(({ client }, i) => new Broker(service, folder, i + 1, client));
    const brokers = this.nodes.map(({ place }) => place.address);
    this.endpoints = {
      brokers,
      inside: brokers,
      tap: ports.map(({ tap, tapAdvertised }) => ({
        listener: `${HOST}:${tap}`,
        advertised: `${HOST}:${tapAdvertised}`,
      })),
    };
  }

  static async make(service: KafkaService, folder: string, installation: Installation): Promise<KafkaCluster> {
    const archive = await ClassArchive.of(installation, JVM_FLAGS);
    return new KafkaCluster(service, folder, { installation, archive, ports: await allocateNodePorts(NODES[service]) });
  }

  protected async prepare(signal: AbortSignal): Promise<void> {
    const folders = this.nodes.map(({ place }) => place.folder);
    await formatStorage(this.#installation, folders, signal);
    for (const { place, id } of this.nodes) {
      await fs.writeFile(path.join(place.folder, "server.properties"), serverProperties(id, this.#ports));
    }
  }

  protected spawn(node: Broker): void {
    node.spawn({
      installation: this.#installation,
      flags: [...JVM_FLAGS, ...this.archiveFlags(node)],
      main: "kafka.Kafka",
      args: ["server.properties"],
      apart: this.apart(node),
    });
  }

  /** A broker is ready when it sees itself, and at first all others too, and the first of them serves groups. */
  protected async untilReady(node: Broker, how: "first" | "again", signal: AbortSignal): Promise<void> {
    const brokers = how === "first" ? this.nodes.length : 1;
    await node.untilReady(async () => {
      const seen = await askBroker(node.place.address, 2_000).then(
        ({ nodeIds }) => nodeIds,
        (): number[] => [],
      );
      if (!seen.includes(node.id) || seen.length < brokers) return false;
      return how === "again" || node !== this.nodes[0] || (await servesGroups(node.place.address, 2_000));
    }, signal);
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
