/**
 * The runtime that needs no Docker: real Apache Kafka and Apache Flink as child processes, from checksummed jars of a
 * Maven repository. It must not know of tests, topics, exercises, nor of who keeps its servers warm: its children belong
 * to the process that made it, and end with it.
 */
import path from "node:path";
import { cacheFolder } from "../../paths.ts";
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
  type ProgressEvent,
  type Runtime,
  type ServiceName,
  TASK_MANAGERS,
} from "../contract.ts";
import { type Apart, findApart } from "./apart.ts";
import { type Cluster, startCluster } from "./cluster.ts";
import { diskProblem } from "./download-problems.ts";
import { FlinkCluster } from "./flink-cluster.ts";
import { type Installation, install, jarsFolder } from "./installation.ts";
import { findJava, type Java } from "./java.ts";
import { type JvmProcess, LOG_FILE } from "./jvm-process.ts";
import { KafkaCluster } from "./kafka-cluster.ts";
import type { JarSet } from "./lock-file.ts";
import { SharedStart } from "./shared-start.ts";

export { endWithThisProcess } from "./child-processes.ts";
export { flinkLibrary, install, type LibraryJar, runnerJars, runnerStamp, serverEnvironment } from "./installation.ts";
export { LOG_CONFIGURATION } from "./jvm-process.ts";

/** What a service is made of, and what there is of it now. */
interface Service<Endpoints> {
  readonly name: ServiceName;
  /** As progress names it. */
  readonly what: string;
  readonly jars: JarSet;
  readonly make: (folder: string, installation: Installation) => Promise<Cluster<Endpoints>>;
  cluster?: Cluster<Endpoints>;
  starting?: SharedStart<Cluster<Endpoints>, ProgressEvent>;
}

const kafka = (name: KafkaService, what: string): Service<KafkaEndpoints> => ({
  name,
  what,
  jars: "kafka",
  make: (folder, installation) => KafkaCluster.make(name, folder, installation),
});

const flink = (name: FlinkService, beside: readonly string[]): Service<FlinkEndpoints> => ({
  name,
  what: TASK_MANAGERS[name] === 1 ? "Flink" : `Flink, ${TASK_MANAGERS[name]} TaskManagers`,
  jars: "flink",
  make: (folder, installation) => FlinkCluster.make(name, folder, installation, beside),
});

/** Folders are written in two places: the data folder, and the cache for what is derived from the jars. */
function explainStart(error: unknown, dataFolder: string): unknown {
  const written = error instanceof Error && "path" in error && typeof error.path === "string" ? error.path : "";
  return written.startsWith(cacheFolder())
    ? (diskProblem(error, `cache folder ${cacheFolder()}`, "name another folder in KATAS_CACHE") ?? error)
    : (diskProblem(error, `data folder ${dataFolder}`, "move this checkout to another disk") ?? error);
}

const DEFAULT_LINES = 100;

export interface JvmOptions {
  /** Where the servers keep their data; a folder a service in it is deleted with it. */
  dataFolder: string;
  /** Jars put beside Flink's own, by which a cluster runs jobs in other languages as well: for measurements. */
  besideFlink?: readonly string[];
  /** Whether servers are to be held apart from this machine, as far as it can; `apart()` tells. */
  apart?: boolean;
}

export function jvmRuntime(options: JvmOptions): Runtime {
  const services: { [S in ServiceName]: Service<EndpointsOf[S]> } = {
    kafka: kafka("kafka", "Kafka"),
    kafka3: kafka("kafka3", "Kafka, 3 brokers"),
    ...eachFlink((name) => flink(name, options.besideFlink ?? [])),
  };
  const all = Object.values(services);
  let held: Promise<Apart | undefined> | undefined;

  /** Found out once: a lane of grading starts several services. */
  function heldApart(java: Java): Promise<Apart | undefined> {
    held ??= findApart(java.program, [cacheFolder(), jarsFolder(), LOG_FILE], options.dataFolder);
    return held;
  }

  async function start<E>(service: Service<E>, tell: OnProgress, signal: AbortSignal): Promise<Cluster<E>> {
    const { name, what } = service;
    try {
      await service.cluster?.remove();
      const installed = await install(service.jars, tell, signal);
      const apart = options.apart ? await heldApart(installed.java) : undefined;
      const installation = { ...installed, ...(apart && { apart }) };
      const since = performance.now();
      tell({ stage: "start", what, service: name, runtime: "jvm" });
      const make = () => service.make(path.join(options.dataFolder, name), installation);
      const cluster = await startCluster(make, signal, (starting) => {
        service.cluster = starting;
      });
      tell({ stage: "ready", what, ms: Math.round(performance.now() - since) });
      return cluster;
    } catch (error) {
      delete service.cluster;
      throw explainStart(error, options.dataFolder);
    }
  }

  /** The one start of a service that is under way, begun now if there is none. */
  function starting<E>(service: Service<E>): SharedStart<Cluster<E>, ProgressEvent> {
    if (service.starting) return service.starting;
    const started = new SharedStart<Cluster<E>, ProgressEvent>((tell, giveUp) => start(service, tell, giveUp));
    service.starting = started;
    started.settled().then(() => {
      delete service.starting;
    });
    return started;
  }

  function find(name: string): { cluster: Cluster<unknown>; node: JvmProcess } {
    for (const { cluster } of all) {
      const node = cluster?.find(name);
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

    apart: async () => (await held) !== undefined,

    async ensure<S extends ServiceName>(name: S, onProgress: OnProgress, signal?: AbortSignal) {
      const service: Service<EndpointsOf[S]> = services[name];
      const { cluster } = service;
      if (!service.starting && cluster && (await cluster.usable())) return cluster.endpoints;
      return (await starting(service).join(onProgress, signal)).endpoints;
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
          delete service.cluster;
        }),
      );
    },
  };
}
