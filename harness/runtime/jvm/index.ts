/**
 * The runtime that needs no Docker: real Apache Kafka as child processes, from checksummed jars of a Maven repository.
 * It must not know of tests, topics, exercises, nor of who keeps its servers warm: its children belong to the process
 * that made it, and end with it.
 */
import path from "node:path";
import { cacheFolder } from "../../paths.ts";
import { EXIT, Problem } from "../../problem.ts";
import type { Availability, NodeStatus, OnProgress, ProgressEvent, Runtime, ServiceName } from "../contract.ts";
import { diskProblem } from "./download-problems.ts";
import { installKafka } from "./installation.ts";
import { findJava } from "./java.ts";
import { KafkaCluster, NODES } from "./kafka-cluster.ts";
import type { KafkaNode } from "./kafka-node.ts";
import { SharedStart } from "./shared-start.ts";

interface Service {
  readonly name: ServiceName;
  cluster: KafkaCluster | undefined;
  starting: SharedStart<KafkaCluster, ProgressEvent> | undefined;
}

/** Folders are written in two places: the data folder, and the cache for what is derived from the jars. */
function explainStart(error: unknown, dataFolder: string): unknown {
  const written = error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : "";
  return written.startsWith(cacheFolder())
    ? (diskProblem(error, `cache folder ${cacheFolder()}`, "name another folder in KATAS_CACHE") ?? error)
    : (diskProblem(error, `data folder ${dataFolder}`, "move this checkout to another disk") ?? error);
}

const DEFAULT_LINES = 100;

/** @param options  dataFolder: where the servers keep their data; `kafka/` and `kafka3/` in it are deleted with them */
export function jvmRuntime(options: { dataFolder: string }): Runtime {
  const services: Record<ServiceName, Service> = {
    kafka: { name: "kafka", cluster: undefined, starting: undefined },
    kafka3: { name: "kafka3", cluster: undefined, starting: undefined },
  };
  const all = Object.values(services);

  async function start(service: Service, tell: OnProgress, signal: AbortSignal): Promise<KafkaCluster> {
    const { name } = service;
    const what = NODES[name] === 1 ? "Kafka" : `Kafka, ${NODES[name]} brokers`;
    try {
      await service.cluster?.remove();
      const installation = await installKafka(tell, signal);
      const since = performance.now();
      tell({ stage: "start", what });
      const plan = { service: name, folder: path.join(options.dataFolder, name), installation };
      const cluster = await KafkaCluster.start(plan, signal, (starting) => {
        service.cluster = starting;
      });
      tell({ stage: "ready", what, ms: Math.round(performance.now() - since) });
      return cluster;
    } catch (error) {
      service.cluster = undefined;
      throw explainStart(error, options.dataFolder);
    }
  }

  function find(name: string): { cluster: KafkaCluster; node: KafkaNode } {
    for (const { cluster } of all) {
      const node = cluster?.nodes.find(({ place }) => place.name === name);
      if (cluster && node) return { cluster, node };
    }
    const names = all.flatMap(({ cluster }) => cluster?.nodes.map(({ place }) => place.name) ?? []);
    throw new Problem(`There is no server named ${name}.`, {
      remedy: names.length > 0 ? `There are: ${names.join(", ")}.` : "None is up: `npx katas up` starts one.",
      exitCode: EXIT.usage,
    });
  }

  return {
    name: "jvm",

    async available(): Promise<Availability> {
      try {
        const { version } = await findJava();
        return { ok: true, detail: `Java ${version} is here` };
      } catch (error) {
        if (error instanceof Problem) return { ok: false, why: error.message, remedy: error.remedy ?? "" };
        throw error;
      }
    },

    async ensure(name, onProgress, signal) {
      const service = services[name];
      if (!service.starting && service.cluster?.whole) return service.cluster.endpoints;
      if (!service.starting) {
        const starting = new SharedStart<KafkaCluster, ProgressEvent>((tell, giveUp) => start(service, tell, giveUp));
        service.starting = starting;
        starting.settled().then(() => {
          service.starting = undefined;
        });
      }
      return (await service.starting.join(onProgress, signal)).endpoints;
    },

    async kill(name) {
      await find(name).node.kill();
    },

    async restart(name) {
      const { cluster, node } = find(name);
      await cluster.restart(node);
    },

    async logs(name, lines = DEFAULT_LINES) {
      return await find(name).node.logs(lines);
    },

    async status(): Promise<NodeStatus[]> {
      return all.flatMap(({ cluster }) => cluster?.status() ?? []);
    },

    async down() {
      await Promise.all(
        all.map(async (service) => {
          service.starting?.abort(new Problem("The servers were stopped while they were starting."));
          await service.starting?.settled();
          await service.cluster?.remove();
          service.cluster = undefined;
        }),
      );
    },
  };
}
