/** How the processes of a Flink cluster are configured: `config.yaml`, which all of them read, and their JVMs' flags. */
import { HOST } from "./loopback.ts";

export interface FlinkPorts {
  jobManager: number;
  blobServer: number;
  rest: number;
  sqlGateway: number;
}

/** Of each TaskManager: enough for the jobs of two exercises at the same time. */
export const SLOTS = 8;

/** Megabytes. Flink's own scripts would make the JVMs' flags of these; without them both are ours to give. */
const MEMORY = {
  jobManager: { heap: 384 },
  taskManager: {
    frameworkHeap: 128,
    taskHeap: 320,
    frameworkOffHeap: 128,
    taskOffHeap: 64,
    network: 64,
    metaspace: 256,
  },
  sqlGateway: { heap: 384 },
} as const;

/** RocksDB and the operators that sort take it outside the heap, and only when they are used. */
const MANAGED_MB = 128;

type Properties = Record<string, string | number | boolean>;

/** What holds wherever a cluster runs. */
function everywhere(): Properties {
  const { taskManager: own, jobManager } = MEMORY;
  const megabytes = (size: number): string => `${size}m`;
  return {
    "jobmanager.memory.heap.size": megabytes(jobManager.heap),
    "taskmanager.numberOfTaskSlots": SLOTS,
    // Of two TaskManagers both work: one of them can be lost.
    "taskmanager.load-balance.mode": "SLOTS",
    // A TaskManager started by hand needs every one of these.
    "taskmanager.cpu.cores": 2,
    "taskmanager.memory.framework.heap.size": megabytes(own.frameworkHeap),
    "taskmanager.memory.task.heap.size": megabytes(own.taskHeap),
    "taskmanager.memory.framework.off-heap.size": megabytes(own.frameworkOffHeap),
    "taskmanager.memory.task.off-heap.size": megabytes(own.taskOffHeap),
    "taskmanager.memory.managed.size": megabytes(MANAGED_MB),
    "taskmanager.memory.network.min": megabytes(own.network),
    "taskmanager.memory.network.max": megabytes(own.network),
    "taskmanager.memory.jvm-metaspace.size": megabytes(own.metaspace),
    "taskmanager.memory.jvm-overhead.min": "192m",
    "taskmanager.memory.jvm-overhead.max": "192m",

    "parallelism.default": 1,
    // A lost TaskManager is noticed in a second or two, and its jobs start again as soon as there are slots.
    "heartbeat.interval": 1000,
    "heartbeat.timeout": 6000,
    "restart-strategy.exponential-delay.initial-backoff": "200ms",
    "restart-strategy.exponential-delay.max-backoff": "2s",
    // A job that asks for more slots than there are fails while somebody still waits for it.
    "slot.request.timeout": 20_000,
    // A TaskManager that comes before the JobManager tries again soon, instead of after ten seconds.
    "cluster.registration.error-delay": 200,
    "cluster.registration.refused-registration-delay": 500,
    // What the REST API tells of jobs and metrics is this old at most, in milliseconds; seconds by default.
    "web.refresh-interval": 100,
    "metrics.fetcher.update-interval": 50,
  };
}

/**
 * `config.yaml` of a cluster on this machine. TaskManagers take any free port, which they tell the JobManager.
 *
 * @param folder  of the cluster, absolute; checkpoints and savepoints lie in it, where all processes find them
 */
export function flinkConfig(folder: string, ports: FlinkPorts): string {
  return yaml({
    "jobmanager.rpc.address": HOST,
    "jobmanager.bind-host": HOST,
    "jobmanager.rpc.port": ports.jobManager,
    "blob.server.port": String(ports.blobServer),
    "rest.address": HOST,
    "rest.bind-address": HOST,
    // Not rest.bind-port: the SQL Gateway would listen there, too.
    "rest.port": ports.rest,
    "sql-gateway.endpoint.rest.address": HOST,
    "sql-gateway.endpoint.rest.bind-address": HOST,
    "sql-gateway.endpoint.rest.port": ports.sqlGateway,
    "taskmanager.host": HOST,
    "taskmanager.bind-host": HOST,
    // A list whose members may hold no comma: relative to the folder a process runs in.
    "io.tmp.dirs": "tmp",
    "process.working-dir": `${folder}/work`,
    "web.tmpdir": `${folder}/web`,
    "web.upload.dir": `${folder}/upload`,
    "execution.checkpointing.dir": `file://${asPath(folder)}/checkpoints`,
    "execution.checkpointing.savepoint-dir": `file://${asPath(folder)}/savepoints`,
    ...everywhere(),
  });
}

/** Where the processes of a cluster in containers listen, each in its own. */
export const CONTAINER_PORTS = { rest: 8081, sqlGateway: 8083 } as const;

/**
 * `config.yaml` of a cluster in containers of one network.
 *
 * @param jobManager  the name of the JobManager's container there
 */
export function flinkConfigInContainers(jobManager: string): string {
  return yaml({
    "jobmanager.rpc.address": jobManager,
    "jobmanager.bind-host": "0.0.0.0",
    "jobmanager.rpc.port": 6123,
    "blob.server.port": "6124",
    "rest.address": jobManager,
    "rest.bind-address": "0.0.0.0",
    "rest.port": CONTAINER_PORTS.rest,
    "sql-gateway.endpoint.rest.address": "0.0.0.0",
    "sql-gateway.endpoint.rest.bind-address": "0.0.0.0",
    "sql-gateway.endpoint.rest.port": CONTAINER_PORTS.sqlGateway,
    "taskmanager.bind-host": "0.0.0.0",
    // Containers share no folder: checkpoints stay with the JobManager, which also writes savepoints.
    "execution.checkpointing.storage": "jobmanager",
    "execution.checkpointing.savepoint-dir": "file:///tmp/savepoints",
    "env.java.opts.all": [...MODULES, "-XX:+UseSerialGC"].join(" "),
    ...everywhere(),
  });
}

/** JSON's values are YAML's, too. */
function yaml(properties: Properties): string {
  return Object.entries(properties)
    .map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`)
    .join("");
}

/** In an address of a file a Windows path begins with a slash, and has no other ones than slashes. */
function asPath(folder: string): string {
  return folder.replaceAll("\\", "/").replace(/^(?!\/)/, "/");
}

/** What Flink reaches into, from the list in its own configuration; the compiler's modules, which a JRE lacks, left out. */
const MODULES = [
  "--add-exports=java.rmi/sun.rmi.registry=ALL-UNNAMED",
  "--add-exports=java.security.jgss/sun.security.krb5=ALL-UNNAMED",
  ...[
    "java.io",
    "java.lang",
    "java.lang.reflect",
    "java.net",
    "java.nio",
    "java.text",
    "java.time",
    "java.util",
    "java.util.concurrent",
    "java.util.concurrent.atomic",
    "java.util.concurrent.locks",
    "sun.nio.ch",
  ].map((name) => `--add-opens=java.base/${name}=ALL-UNNAMED`),
];

/** All classes come of jars whose SHA-256 is known: the JVM need not verify them again, a fifth of the work of a start. */
const UNVERIFIED = [
  "-XX:+IgnoreUnrecognizedVMOptions",
  "-XX:+UnlockDiagnosticVMOptions",
  "-XX:-BytecodeVerificationRemote",
];

const COMMON = ["-Xms64m", "-XX:+UseSerialGC", "-XX:-UsePerfData", ...UNVERIFIED, ...MODULES];
/** With which the archive of the classes of all processes is made. */
export const ARCHIVE_FLAGS = ["-Xmx512m", ...COMMON];
/**
 * One cheap compiler: it starts sooner, and nothing runs there for long. It has 48 MB for its code unless told, of which
 * a JobManager had used 40 after a thousand jobs; once they are full nothing more is compiled.
 */
const QUICK = ["-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=128m"];

/**
 * The thorough compiler after ten times as many calls as by default: jobs of a second ended before what it had compiled was
 * of use, and it took half of a TaskManager's time; a job that goes on gets there all the same.
 */
const LATE = [
  "-XX:Tier4InvocationThreshold=50000",
  "-XX:Tier4MinInvocationThreshold=6000",
  "-XX:Tier4CompileThreshold=150000",
  "-XX:Tier4BackEdgeThreshold=400000",
];

const { taskManager } = MEMORY;

export const JVM_FLAGS = {
  jobManager: [...COMMON, ...QUICK, `-Xmx${MEMORY.jobManager.heap}m`],
  // Never the quick compiler alone here: JavaScript runs at a fifth of its speed then.
  taskManager: [
    ...COMMON,
    ...LATE,
    `-Xmx${taskManager.frameworkHeap + taskManager.taskHeap}m`,
    `-XX:MaxDirectMemorySize=${taskManager.frameworkOffHeap + taskManager.taskOffHeap + taskManager.network}m`,
    `-XX:MaxMetaspaceSize=${taskManager.metaspace}m`,
  ],
  sqlGateway: [...COMMON, ...QUICK, `-Xmx${MEMORY.sqlGateway.heap}m`],
} as const;
