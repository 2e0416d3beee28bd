/**
 * What every runtime promises. A runtime brings servers up and down and kills them; it knows nothing of tests,
 * topics or exercises.
 */

export type RuntimeName = "docker" | "jvm" | "external";

/** `kafka` is one broker; `kafka3` is a cluster of three, for exercises that kill a broker. */
export type ServiceName = "kafka" | "kafka3";

/** Where a service answers. Addresses are `host:port`, reachable from this machine. */
export interface KafkaEndpoints {
  brokers: string[];
  /**
   * A second listener per broker, advertised at the address of a proxy that may be put between it and its clients
   * (the wire tap); absent where the runtime has none.
   */
  tap?: { listener: string; advertised: string }[];
}

export type ProgressEvent =
  | { stage: "download"; what: string; doneBytes: number; totalBytes: number }
  | { stage: "start"; what: string }
  | { stage: "ready"; what: string; ms: number };

export type OnProgress = (event: ProgressEvent) => void;

/** One server process or container. */
export interface NodeStatus {
  /** `kafka-1`, `kafka3-2`: what `kill`, `restart` and `logs` take. */
  node: string;
  service: ServiceName;
  runtime: RuntimeName;
  state: "starting" | "running" | "stopped";
  address: string;
  /** Process id (jvm) or container id (docker). */
  id: string;
  startedAt: number;
}

export type Availability = { ok: true; detail: string } | { ok: false; why: string; remedy: string };

/** Servers of one kind, owned by one process: the supervisor (or, in tests, the test itself). */
export interface Runtime {
  readonly name: RuntimeName;
  /** Could it be used now? Quick, and starts nothing. */
  available(): Promise<Availability>;
  /**
   * Brings a service up, or finds it up; callers at the same moment share one start.
   * @throws Problem where it cannot be had; nothing half-started is left
   */
  ensure(service: ServiceName, onProgress: OnProgress, signal?: AbortSignal): Promise<KafkaEndpoints>;
  /** Kills one node the hard way (SIGKILL). */
  kill(node: string): Promise<void>;
  /** Starts a killed node again, with its data and its address, and waits until it answers. */
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
  services: Partial<Record<ServiceName, KafkaEndpoints>>;
}
