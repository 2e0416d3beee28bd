import fs from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type FlinkEndpoints, type FlinkService, TASK_MANAGERS } from "../contract.ts";
import { ARCHIVE_FLAGS, type FlinkPorts, flinkConfig, JVM_FLAGS, SLOTS } from "../flink-config.ts";
import { askFinishedJobs, askGateway, askTaskManagers } from "../flink-probe.ts";
import { HOST } from "../loopback.ts";
import { ClassArchive } from "./class-data-sharing.ts";
import { Cluster } from "./cluster.ts";
import { type Installation, runnerJars, runnerStamp } from "./installation.ts";
import { JvmProcess } from "./jvm-process.ts";
import { allocatePorts } from "./ports.ts";

const MAINS = {
  jobManager: "org.apache.flink.runtime.entrypoint.StandaloneSessionClusterEntrypoint",
  taskManager: "org.apache.flink.runtime.taskexecutor.TaskManagerRunner",
  sqlGateway: "org.apache.flink.table.gateway.SqlGateway",
} as const;

const CONFIG = "config.yaml";
const ANSWER_MS = 2_000;
/** How many jobs are waited for, how long, and how often that is looked at. */
const FIRST_JOBS = { count: 2, limitMs: 600_000, lookMs: 500 };

/** One process of a cluster. */
class FlinkNode extends JvmProcess {
  readonly role: keyof typeof MAINS;
  #lives = 0;

  constructor(role: keyof typeof MAINS, place: { name: string; folder: string; address: string }) {
    super({ ...place, folder: path.join(place.folder, place.name) });
    this.role = role;
  }

  /** A TaskManager that comes in the place of a killed one is another one for Flink: `taskmanager-1`, `taskmanager-1.2`. */
  get resourceId(): string {
    return this.#lives > 1 ? `${this.place.name}.${this.#lives}` : this.place.name;
  }

  begin(): void {
    this.#lives += 1;
  }
}

interface Parts {
  installation: Installation;
  /** Jars beside those of the installation. */
  beside: readonly string[];
  archive: ClassArchive;
  ports: FlinkPorts;
}

/** A session cluster: a JobManager, its TaskManagers, and a SQL Gateway. */
export class FlinkCluster extends Cluster<FlinkEndpoints, FlinkNode> {
  readonly nodes: readonly FlinkNode[];
  readonly endpoints: FlinkEndpoints;
  readonly #jobManager: FlinkNode;
  readonly #installation: Installation;
  readonly #beside: readonly string[];
  readonly #ports: FlinkPorts;
  /** What the runner was when this cluster copied it. */
  #runner = "";
  #classPath = "";

  private constructor(service: FlinkService, folder: string, { installation, beside, archive, ports }: Parts) {
    super(service, folder, archive, installation.apart);
    this.#installation = installation;
    this.#beside = beside;
    this.#ports = ports;
    this.endpoints = { rest: `http://${HOST}:${ports.rest}`, sqlGateway: `http://${HOST}:${ports.sqlGateway}` };
    const prefix = service === "flink" ? "" : `${service}-`;
    const node = (role: FlinkNode["role"], name: string, address: string): FlinkNode =>
      new FlinkNode(role, { name: `${prefix}${name}`, folder, address });
    this.#jobManager = node("jobManager", "jobmanager", this.endpoints.rest);
    const workers = Array.from({ length: TASK_MANAGERS[service] }, (_, i) =>
      node("taskManager", `taskmanager-${i + 1}`, ""),
    );
    this.nodes = [this.#jobManager, ...workers, node("sqlGateway", "sql-gateway", this.endpoints.sqlGateway)];
  }

  static async make(
    service: FlinkService,
    folder: string,
    installation: Installation,
    beside: readonly string[] = [],
  ): Promise<FlinkCluster> {
    const [jobManager = 0, blobServer = 0, rest = 0, sqlGateway = 0] = await allocatePorts(4);
    const ports = { jobManager, blobServer, rest, sqlGateway };
    const archive = await ClassArchive.of(installation, ARCHIVE_FLAGS);
    return new FlinkCluster(service, folder, { installation, beside, archive, ports });
  }

  /** Nor can one whose runner was built anew since. */
  override async usable(): Promise<boolean> {
    return (await super.usable()) && this.#runner === (await runnerStamp());
  }

  /** Most exercises have no SQL, and three JVMs that start at once keep each other waiting. */
  protected override isLater({ role }: FlinkNode): boolean {
    return role === "sqlGateway";
  }

  protected async prepare(): Promise<void> {
    await fs.writeFile(path.join(this.folder, CONFIG), flinkConfig(this.folder, this.#ports));
    for (const folder of ["work", "web", "upload", "lib"]) await fs.mkdir(path.join(this.folder, folder));
    // A copy: a build that overwrites a jar under a JVM that reads it would end that JVM.
    // Before the copy: one that is built meanwhile is noticed.
    this.#runner = await runnerStamp();
    const jars = await runnerJars();
    const copies = jars.map((file) => path.join(this.folder, "lib", path.basename(file)));
    for (const [i, file] of jars.entries()) await fs.copyFile(file, copies[i] ?? "");
    this.#classPath = [this.#installation.classPath, ...copies, ...this.#beside].join(path.delimiter);
  }

  protected spawn(node: FlinkNode): void {
    node.begin();
    const config = ["--configDir", this.folder];
    const args = {
      jobManager: [...config, "--executionMode", "cluster"],
      taskManager: [...config, `-Dtaskmanager.resource-id=${node.resourceId}`],
      sqlGateway: [],
    }[node.role];
    node.spawn({
      installation: { java: this.#installation.java, classPath: this.#classPath },
      // The Web UI shows the file.
      flags: [...JVM_FLAGS[node.role], ...this.archiveFlags(node), `-Dlog.file=${node.log}`],
      main: MAINS[node.role],
      args,
      environment: { FLINK_CONF_DIR: this.folder },
      apart: this.apart(node),
    });
  }

  /**
   * The first jobs load as many classes as the start of the servers: the one that a run gives to a new cluster the engine
   * of JavaScript, the one after it Kafka's connector.
   */
  protected override async untilLoaded(removed: AbortSignal): Promise<void> {
    const { count, limitMs, lookMs } = FIRST_JOBS;
    const deadline = Date.now() + limitMs;
    while (!removed.aborted && Date.now() < deadline) {
      if ((await askFinishedJobs(this.endpoints.rest, ANSWER_MS).catch(() => 0)) >= count) return;
      await delay(lookMs, undefined, { signal: removed }).catch(() => undefined);
    }
  }

  /**
   * A TaskManager is ready when its slots are registered. A JobManager is at once, and after it was killed when those
   * that outlived it have found it again: its jobs are lost, as nobody keeps them for it.
   */
  protected async untilReady(node: FlinkNode, how: "first" | "again", signal: AbortSignal): Promise<void> {
    const { rest, sqlGateway } = this.endpoints;
    const registered = async (expected: readonly FlinkNode[]): Promise<boolean> => {
      const there = await askTaskManagers(rest, ANSWER_MS).catch(() => undefined);
      const has = ({ resourceId }: FlinkNode): boolean =>
        there?.some(({ id, slots }) => id === resourceId && slots === SLOTS) ?? false;
      return there !== undefined && expected.every(has);
    };
    const living = this.nodes.filter(({ role, state }) => role === "taskManager" && state === "running");
    const answers = {
      jobManager: () => registered(how === "again" ? living : []),
      taskManager: () => registered([node]),
      sqlGateway: () =>
        askGateway(sqlGateway, ANSWER_MS).then(
          (versions) => versions.length > 0,
          () => false,
        ),
    }[node.role];
    await node.untilReady(answers, signal, node.role === "taskManager" ? [this.#jobManager] : []);
  }
}
