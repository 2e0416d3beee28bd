import { HOST } from "../loopback.ts";

export interface NodePorts {
  client: number;
  /** The listener behind the wire tap. */
  tap: number;
  /** Where the wire tap may listen: what the listener behind it advertises. */
  tapAdvertised: number;
  controller: number;
}

/** Relative to the folder a broker runs in: a path of a checkout may hold a comma, which `log.dirs` splits at. */
export const DATA = "data";

/** As in production: three replicas, of which two are to be in sync; fewer only where there are fewer brokers. */
const REPLICAS = 3;

/**
 * The loss of a broker is noticed in seconds instead of Kafka's default nine. It also bounds a restart: a broker that
 * was killed may register again only when the session of its former life has timed out.
 */
const QUICK_FAILOVER = {
  "broker.session.timeout.ms": 3000,
  "broker.heartbeat.interval.ms": 500,
  "controller.quorum.election.timeout.ms": 500,
  "controller.quorum.fetch.timeout.ms": 1000,
  "replica.lag.time.max.ms": 5000,
};

/**
 * `server.properties` of one combined node (broker and controller) of a KRaft cluster.
 *
 * @param id     node.id, from 1
 * @param ports  of all nodes, by node.id - 1
 */
export function serverProperties(id: number, ports: readonly NodePorts[]): string {
  const own = ports[id - 1];
  if (!own) throw new RangeError(`no ports for node ${id}`);
  const replicas = Math.min(REPLICAS, ports.length);
  const inSync = Math.max(1, replicas - 1);
  const properties = {
    "process.roles": "broker,controller",
    "node.id": id,
    "controller.quorum.voters": ports.map(({ controller }, i) => `${i + 1}@${HOST}:${controller}`).join(","),
    listeners: `PLAINTEXT://${HOST}:${own.client},TAP://${HOST}:${own.tap},CONTROLLER://${HOST}:${own.controller}`,
    "advertised.listeners": `PLAINTEXT://${HOST}:${own.client},TAP://${HOST}:${own.tapAdvertised}`,
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,TAP:PLAINTEXT,CONTROLLER:PLAINTEXT",
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "PLAINTEXT",
    "log.dirs": DATA,

    "default.replication.factor": replicas,
    "min.insync.replicas": inSync,
    "offsets.topic.replication.factor": replicas,
    "offsets.topic.num.partitions": 1,
    "transaction.state.log.replication.factor": replicas,
    "transaction.state.log.min.isr": inSync,
    "transaction.state.log.num.partitions": 1,
    "share.coordinator.state.topic.replication.factor": replicas,
    "share.coordinator.state.topic.min.isr": inSync,
    "share.coordinator.state.topic.num.partitions": 1,

    // A request is given room as soon as it says how long it is: no more than the heap has.
    "socket.request.max.bytes": 32 * 1024 * 1024,
    "queued.max.request.bytes": 64 * 1024 * 1024,
    // A misspelt topic is an error, not a new topic.
    "auto.create.topics.enable": false,
    // A group starts with its first member instead of waiting three seconds for others.
    "group.initial.rebalance.delay.ms": 0,
    // Compaction can be watched: the cleaner looks five times a second instead of every 15 s.
    "log.cleaner.backoff.ms": 200,
    // 4 MB instead of 128 MB, which a broker allocates whole when it starts.
    "log.cleaner.dedupe.buffer.size": 4_194_304,
    ...QUICK_FAILOVER,
  };
  return Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join("");
}
