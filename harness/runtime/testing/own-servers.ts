import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { FlinkEndpoints, KafkaEndpoints, Runtime } from "../contract.ts";
import { jvmRuntime } from "../jvm/index.ts";

/** Servers of one test file's own, of the jvm runtime. */
export interface OwnServers {
  runtime: Runtime;
  /** Whether there is a Java to run them; where there is none, that was said. */
  java: boolean;
  /** The suite's name, with the reason where it is skipped. */
  suite: string;
  /** Starts Kafka and Flink, side by side. */
  start(): Promise<[KafkaEndpoints, FlinkEndpoints]>;
  /** Stops them and removes their data. */
  remove(): Promise<void>;
}

/**
 * Nothing is started yet.
 * @param short  in the name of their folder
 * @param suite  what the file's tests are about
 */
export async function ownServers(short: string, suite: string): Promise<OwnServers> {
  // A comma and a space, as a checkout's path may have them: savepoints lie in this folder.
  const dataFolder = path.join(tmpdir(), `katas, ${short}-${randomUUID()}`);
  const runtime = jvmRuntime({ dataFolder });
  const java = await runtime.available();
  if (!java.ok) process.stderr.write(`Skipped (${java.why}): the tests of ${suite}.\n`);
  return {
    runtime,
    java: java.ok,
    suite: java.ok ? suite : `${suite} (${java.why})`,
    start: () => Promise.all([runtime.ensure("kafka", () => undefined), runtime.ensure("flink", () => undefined)]),
    remove: async () => {
      await runtime.down();
      rmSync(dataFolder, { recursive: true, force: true });
    },
  };
}
