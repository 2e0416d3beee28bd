/** Kafka and Flink of the measurement's own, on the jvm runtime, with what runs Java's and Python's jobs beside them. */
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { FlinkRest } from "../../harness/flink/submit/index.ts";
import { Cluster } from "../../harness/kafka/index.ts";
import { jvmRuntime } from "../../harness/runtime/jvm/index.ts";
import { residentMegabytes, type Shared } from "./memory.ts";

export interface Servers {
  kafka: Cluster;
  flink: FlinkRest;
  sqlGateway: string;
  /** Host and port of the JobManager's REST API. */
  address: URL;
  brokers: string;
  /** From nothing to both being ready. */
  readySeconds: number;
  /** The id of a node's process. */
  process(node: string): Promise<number>;
  /** Kills a node and starts another one in its place. */
  renew(node: string): Promise<void>;
  /** Resident memory of a node, and of the processes it has started, in MB (10^6 bytes). */
  memory(node: string, shared: Shared): Promise<number>;
}

/** Starts them, measures, and takes them away again; Ctrl-C does the same. */
export async function onServers(besideFlink: string[], measure: (servers: Servers) => Promise<void>): Promise<void> {
  const dataFolder = mkdtempSync(path.join(os.tmpdir(), "katas-bench-flink-"));
  const runtime = jvmRuntime({ dataFolder, besideFlink });
  const end = async () => {
    await runtime.down();
    rmSync(dataFolder, { recursive: true, force: true, maxRetries: 5 });
  };
  const interrupted = () => void end().finally(() => process.exit(130));
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.once(signal, interrupted);
  const idOf = async (name: string) => Number((await runtime.status()).find(({ node }) => node === name)?.id);
  try {
    const begun = performance.now();
    const [broker, cluster] = await Promise.all([
      runtime.ensure("kafka", () => undefined),
      runtime.ensure("flink", () => undefined),
    ]);
    const readySeconds = (performance.now() - begun) / 1_000;
    const kafka = new Cluster(broker.brokers);
    try {
      await measure({
        kafka,
        flink: new FlinkRest(cluster.rest),
        sqlGateway: cluster.sqlGateway,
        address: new URL(cluster.rest),
        brokers: broker.inside.join(","),
        readySeconds,
        process: idOf,
        renew: async (name) => {
          await runtime.kill(name);
          await runtime.restart(name);
        },
        memory: async (name, shared) => residentMegabytes(await idOf(name), shared),
      });
    } finally {
      await kafka.close();
    }
  } finally {
    await end();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.off(signal, interrupted);
  }
}
