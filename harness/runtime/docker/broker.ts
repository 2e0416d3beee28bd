import { KafkaContainer } from "@testcontainers/kafka";
import getPort from "get-port";
import { Wait } from "testcontainers";
import { Problem } from "../../problem.ts";
import type { KafkaEndpoints } from "../contract.ts";
import { servesGroups, untilAnswers, untilTrue } from "../probe.ts";
import { KAFKA_IMAGE } from "./image.ts";
import { ContainerNode, type Recipe } from "./service.ts";

/** The port of KafkaContainer's listener for clients outside. */
const KAFKA_PORT = 9093;

const ALIAS = "kafka";

/** Its listener for clients in other containers. */
const INSIDE = `${ALIAS}:9092`;

/** A busy machine takes minutes. */
const START_MS = 180_000;

/** Where it has answered, the topic of consumer groups takes some hundred milliseconds. */
const GROUPS_MS = 30_000;

/** The same configuration as the broker of the jvm runtime, as the environment variables of the image. */
const CONFIGURATION = {
  // One broker: without these a transaction, or a group, waits for replicas that never come.
  KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: "1",
  KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: "1",
  KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS: "1",
  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: "1",
  KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS: "1",
  KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR: "1",
  KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR: "1",
  KAFKA_AUTO_CREATE_TOPICS_ENABLE: "false",
  KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS: "0",
  // Compaction within a second instead of a quarter of a minute.
  KAFKA_LOG_CLEANER_BACKOFF_MS: "200",
  // A killed broker may register again only when its last session is over (nine seconds by default).
  KAFKA_BROKER_SESSION_TIMEOUT_MS: "3000",
  KAFKA_BROKER_HEARTBEAT_INTERVAL_MS: "500",
  KAFKA_HEAP_OPTS: "-Xms64m -Xmx256m",
  KAFKA_JVM_PERFORMANCE_OPTS: "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Djava.awt.headless=true",
} as const;

/**
 * A KafkaContainer at a port that is chosen before it starts, so that it advertises the same address when it is
 * started again after a kill (the engine gives an unfixed port anew at each start).
 *
 * It has no second listener for a wire tap: KafkaContainer writes the advertised addresses into its start script in
 * a private method, with room for its own listeners only.
 */
class FixedKafkaContainer extends KafkaContainer {
  readonly #binding: { HostIp?: string; HostPort: string };

  constructor(image: string, hostPort: number, hostIp: string | undefined) {
    super(image);
    this.#binding = { ...(hostIp === undefined ? {} : { HostIp: hostIp }), HostPort: String(hostPort) };
  }

  protected override async beforeContainerCreated(): Promise<void> {
    await super.beforeContainerCreated();
    // Here and not earlier: the line above exposes the port again, unbound.
    this.hostConfig.PortBindings = { [`${KAFKA_PORT}/tcp`]: [this.#binding] };
  }
}

/** One broker (KRaft, broker and controller in one). */
export const kafka: Recipe<KafkaEndpoints> = {
  service: "kafka",
  what: "Kafka",
  image: KAFKA_IMAGE,
  start: async ({ labels, network, hostIp }) => {
    const started = await new FixedKafkaContainer(KAFKA_IMAGE, await getPort(), hostIp)
      .withLabels(labels)
      .withNetworkMode(network)
      .withNetworkAliases(ALIAS)
      .withEnvironment(CONFIGURATION)
      // Our guardian removes it by label; Testcontainers' own reaper would be one more image to pull.
      .withAutoCleanup(false)
      .withStartupTimeout(START_MS)
      // KafkaContainer gives that time to its script alone, and then waits for the broker by this.
      .withWaitStrategy(Wait.forListeningPorts().withStartupTimeout(START_MS))
      .start();
    const address = `${started.getHost()}:${started.getMappedPort(KAFKA_PORT)}`;
    const node = new ContainerNode("kafka-1", started.getId(), address, (withinMs) => untilAnswers(address, withinMs));
    if (!(await untilTrue(() => servesGroups(address, 2_000), GROUPS_MS))) {
      throw new Problem(`Kafka in its container served no consumer group within ${GROUPS_MS / 1000} s.`, {
        remedy: "Close what keeps this machine busy and run the command again.",
      });
    }
    return { endpoints: { brokers: [address], inside: [INSIDE] }, nodes: [node] };
  },
};
