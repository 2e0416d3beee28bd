/**
 * A JobManager and a TaskManager of this test's own, from jars that Maven resolves. It stands in for the course's
 * runtime in the tests of submission only, and has one surface: `startTestCluster`.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { closeSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { ROOT } from "../../../paths.ts";
import { endWithThisProcess } from "../../../runtime/jvm/child-processes.ts";
import { findJava } from "../../../runtime/jvm/java.ts";
import { allocatePorts } from "../../../runtime/jvm/ports.ts";
import { until } from "../../../until.ts";
import { FlinkRest } from "../rest.ts";

const RUNNER_JAR = path.join(ROOT, "harness/flink/runner/dist/streaming-katas-flink-runner.jar");
const LOGGING = path.join(ROOT, "harness/runtime/jvm/log4j2.properties");

/** What Flink's scripts give a JVM of Java 17. */
const OPENS = ["java.lang", "java.util", "java.net", "java.io", "java.nio", "java.util.concurrent"].flatMap((name) => [
  "--add-opens",
  `java.base/${name}=ALL-UNNAMED`,
]);

export interface TestCluster {
  readonly rest: FlinkRest;
  /** What the TaskManager has logged so far. */
  taskManagerLog(): string;
  /** Kills the TaskManager, as a machine dies, and waits until it is dead. */
  killTaskManager(): Promise<void>;
  /** Starts another one and waits until its slots are there. */
  startTaskManager(): Promise<void>;
  stop(): Promise<void>;
}

/** @param slots  of each TaskManager */
export async function startTestCluster(slots: number): Promise<TestCluster> {
  const folder = mkdtempSync(path.join(tmpdir(), "katas-flink-"));
  const [{ program }, classPath, [rest = 0, rpc = 0, blob = 0]] = await Promise.all([
    findJava(),
    resolveJars(folder),
    allocatePorts(3),
  ]);
  for (const name of ["tmp", "upload", "checkpoints", "savepoints"]) mkdirSync(path.join(folder, name));
  writeFileSync(path.join(folder, "config.yaml"), configuration(folder, { rest, rpc, blob }, slots));
  const processes = new Set<ChildProcess>();
  const start = (name: string, main: string, memory: string[]) => {
    const log = openSync(path.join(folder, `${name}.log`), "a");
    const args = [...memory, ...OPENS, "-XX:+UseSerialGC", `-Dlog4j2.configurationFile=${LOGGING}`];
    const child = spawn(program, [...args, "-cp", classPath, main, "--configDir", folder], {
      stdio: ["ignore", log, log],
    });
    closeSync(log);
    endWithThisProcess(child);
    processes.add(child);
    return child;
  };
  const api = new FlinkRest(`http://127.0.0.1:${rest}`);
  const startTaskManager = async () => {
    taskManager = start("taskmanager", "org.apache.flink.runtime.taskexecutor.TaskManagerRunner", [
      "-Xmx448m",
      "-XX:MaxDirectMemorySize=256m",
    ]);
    await until(
      "the TaskManager's slots",
      () => slotsOf(api),
      (seen) => seen >= slots,
      60_000,
    );
  };
  start("jobmanager", "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint", ["-Xmx384m"]);
  let taskManager: ChildProcess | undefined;
  await startTaskManager();
  return {
    rest: api,
    taskManagerLog: () => readFileSync(path.join(folder, "taskmanager.log"), "utf8"),
    killTaskManager: async () => taskManager && killed(taskManager),
    startTaskManager,
    async stop() {
      await Promise.all([...processes].map(killed));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function slotsOf(api: FlinkRest): Promise<number> {
  return api.get<{ "slots-total": number }>("/overview").then(
    (overview) => overview["slots-total"],
    () => 0,
  );
}

function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    child.once("exit", () => resolve());
    child.kill("SIGKILL");
  });
}

async function resolveJars(folder: string): Promise<string> {
  const file = path.join(folder, "classpath");
  const pom = path.join(import.meta.dirname, "cluster.pom.xml");
  await promisify(execFile)("mvn", ["-q", "-B", "-f", pom, "dependency:build-classpath", `-Dmdep.outputFile=${file}`]);
  return `${readFileSync(file, "utf8").trim()}${path.delimiter}${RUNNER_JAR}`;
}

function configuration(folder: string, ports: { rest: number; rpc: number; blob: number }, slots: number): string {
  return `
jobmanager.rpc.address: 127.0.0.1
jobmanager.bind-host: 127.0.0.1
jobmanager.rpc.port: ${ports.rpc}
jobmanager.memory.heap.size: 256m
blob.server.port: "${ports.blob}"
rest.address: 127.0.0.1
rest.bind-address: 127.0.0.1
rest.port: ${ports.rest}
taskmanager.host: 127.0.0.1
taskmanager.bind-host: 127.0.0.1
taskmanager.numberOfTaskSlots: ${slots}
taskmanager.cpu.cores: 2.0
taskmanager.memory.task.heap.size: 256m
taskmanager.memory.task.off-heap.size: 0m
taskmanager.memory.managed.size: 128m
taskmanager.memory.network.min: 64m
taskmanager.memory.network.max: 64m
taskmanager.memory.framework.heap.size: 128m
taskmanager.memory.framework.off-heap.size: 128m
taskmanager.memory.jvm-metaspace.size: 256m
taskmanager.memory.jvm-overhead.min: 192m
taskmanager.memory.jvm-overhead.max: 192m
parallelism.default: 1
execution.checkpointing.dir: file://${folder}/checkpoints
execution.checkpointing.savepoint-dir: file://${folder}/savepoints
heartbeat.interval: 1000
heartbeat.timeout: 6000
restart-strategy.type: fixed-delay
restart-strategy.fixed-delay.attempts: 100
restart-strategy.fixed-delay.delay: 200ms
io.tmp.dirs: ${folder}/tmp
web.upload.dir: ${folder}/upload
web.refresh-interval: 100
cluster.registration.error-delay: 200
cluster.registration.refused-registration-delay: 500
metrics.fetcher.update-interval: 200
`;
}
