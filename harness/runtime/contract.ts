/**
 * What every runtime promises. A runtime brings servers up and down and kills them; it knows nothing of tests,
 * topics or exercises.
 */

export type RuntimeName = "docker" | "jvm" | "external";

/** Where Kafka answers. Addresses are `host:port`, reachable from this machine. */
export interface KafkaEndpoints {
  brokers: string[];
  /** The same brokers as other servers of this runtime reach them, Flink for one: in docker by the container's name. */
  inside: string[];
  /**
   * A second listener per broker, advertised at the address of a proxy that may be put between it and its clients
   * (the wire tap); absent where the runtime has none.
   */
  tap?: { listener: string; advertised: string }[];
}

/** Where Flink answers, as addresses to which a path can be added: `http://127.0.0.1:21081`. */
export interface FlinkEndpoints {
  /** The JobManager's REST API; its Web UI is at the same address. */
  rest: string;
  /** The SQL Gateway's REST API, without a version. */
  sqlGateway: string;
}

/**
 * Flink's session clusters, and how many TaskManagers each has: `flink2` is for exercises that lose one and go on with the
 * other. All runtimes start, or look for, as many.
 */
export const TASK_MANAGERS = { flink: 1, flink2: 2 } as const;

export type FlinkService = keyof typeof TASK_MANAGERS;
export const FLINK_SERVICES = Object.keys(TASK_MANAGERS) as FlinkService[];

/**
 * Every service, and what tells where it answers. `kafka` is one broker; `kafka3` is a cluster of three, for exercises
 * that kill a broker.
 */
export type EndpointsOf = { kafka: KafkaEndpoints; kafka3: KafkaEndpoints } & Record<FlinkService, FlinkEndpoints>;

/** @param one  what brings a session cluster up, or finds it */
export function eachFlink<T>(one: (service: FlinkService) => T): Record<FlinkService, T> {
  return Object.fromEntries(FLINK_SERVICES.map((service) => [service, one(service)])) as Record<FlinkService, T>;
}

export type ServiceName = keyof EndpointsOf;

export type KafkaService = Exclude<ServiceName, FlinkService>;

export type ProgressEvent =
  /** News that is of no one service, as a sentence's words without its full stop. */
  | { stage: "notice"; text: string }
  | { stage: "download"; what: string; doneBytes: number; totalBytes: number }
  | { stage: "start"; what: string; service: ServiceName; runtime: RuntimeName }
  | { stage: "ready"; what: string; ms: number };

export type OnProgress = (event: ProgressEvent) => void;

/** One server process or container. */
export interface NodeStatus {
  /**
   * What `kill`, `restart` and `logs` take: `kafka-1`, `kafka3-2`; `jobmanager`, `taskmanager-1`, `sql-gateway` of
   * `flink`, and with `flink2-` before them of `flink2`.
   */
  node: string;
  service: ServiceName;
  runtime: RuntimeName;
  state: "starting" | "running" | "stopped";
  /** Where clients find it; empty where none has to. */
  address: string;
  /** Process id (jvm) or container id (docker). */
  id: string;
  startedAt: number;
  /** How it stopped, as the end of a sentence about it: "was ended by SIGKILL"; absent where nobody knows. */
  ended?: string;
}

export type Availability = { ok: true; detail: string } | { ok: false; why: string; remedy: string };

/** Servers of one kind, owned by one process: the supervisor (or, in tests, the test itself). */
export interface Runtime {
  readonly name: RuntimeName;
  /** Whether its servers have nothing of this machine's files but their own. Asked once they are up. */
  apart(): Promise<boolean>;
  /** Could it be used now? Quick, and starts nothing. */
  available(): Promise<Availability>;
  /**
   * Brings a service up, or finds it up; callers at the same moment share one start.
   * @throws Problem where it cannot be had; nothing half-started is left
   */
  ensure<S extends ServiceName>(service: S, onProgress: OnProgress, signal?: AbortSignal): Promise<EndpointsOf[S]>;
  /** Kills one node the hard way (SIGKILL). */
  kill(node: string): Promise<void>;
  /**
   * Starts a killed node again and waits until it answers: with its data and its address, or, as a TaskManager has
   * neither, another one in its place.
   */
  restart(node: string): Promise<void>;
  /** The last lines a node logged. */
  logs(node: string, lines?: number): Promise<string>;
  status(): Promise<NodeStatus[]>;
  /** Stops everything it started and forgets the servers' data. */
  down(): Promise<void>;
}

/** What a run stands on: which runtime was chosen and why, and where its services answer. */
export interface Stack {
  runtime: RuntimeName;
  /** Half a sentence for the header of a run: "Java 17 is here and no Docker engine answers". */
  reason: string;
  services: Partial<EndpointsOf>;
  /** Whether they have nothing of this machine's files but their own. */
  apart: boolean;
}
