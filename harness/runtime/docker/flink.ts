/** A Flink session cluster in containers of the official image, which find each other in their network by name. */
import getPort from "get-port";
import { GenericContainer, Wait } from "testcontainers";
import { allEnded } from "../../all-ended.ts";
import { type FlinkEndpoints, type FlinkService, TASK_MANAGERS } from "../contract.ts";
import { CONTAINER_PORTS, flinkConfigInContainers, SLOTS } from "../flink-config.ts";
import { askGateway, askTaskManagers } from "../flink-probe.ts";
import { flinkLibrary, runnerStamp } from "../jvm/index.ts";
import { untilTrue } from "../probe.ts";
import { FLINK_IMAGE } from "./image.ts";
import { ContainerNode, type Recipe, type Stage } from "./service.ts";

const HOME = "/opt/flink";
const ANSWER_MS = 2_000;
const START_MS = 180_000;

/** A container one of whose ports is published where and only where we say: it is the same after a kill. */
class FixedContainer extends GenericContainer {
  #published: { port: number; hostPort: number; hostIp: string | undefined } | undefined;

  publish(port: number, hostPort: number, hostIp: string | undefined): this {
    this.#published = { port, hostPort, hostIp };
    return this.withExposedPorts(port);
  }

  protected override async beforeContainerCreated(): Promise<void> {
    await super.beforeContainerCreated?.();
    if (!this.#published) return;
    const { port, hostPort, hostIp } = this.#published;
    const binding = { ...(hostIp === undefined ? {} : { HostIp: hostIp }), HostPort: String(hostPort) };
    this.hostConfig.PortBindings = { [`${port}/tcp`]: [binding] };
  }
}

/** A session cluster: a JobManager, its TaskManagers, and a SQL Gateway, each in a container. */
export function flink(service: FlinkService): Recipe<FlinkEndpoints> {
  const prefix = service === "flink" ? "" : `${service}-`;
  const start: Recipe<FlinkEndpoints>["start"] = async (stage) => {
    const library = await flinkLibrary(stage.onProgress, stage.signal ?? new AbortController().signal);
    const container = (name: string, command: string[]): FixedContainer =>
      configured(
        new FixedContainer(FLINK_IMAGE),
        { name: `${prefix}${name}`, jobManager: `${prefix}jobmanager` },
        stage,
      )
        .withCopyFilesToContainer(
          library.map(({ file, name: jar }) => ({ source: file, target: `${HOME}/lib/${jar}`, mode: 0o644 })),
        )
        .withCommand(command);
    const workers = Array.from({ length: TASK_MANAGERS[service] }, (_, i) => `taskmanager-${i + 1}`);
    // Where one cannot be started: only what is there can be removed.
    const [jobManager, sqlGateway, ...taskManagers] = await allEnded([
      container("jobmanager", ["jobmanager"])
        .publish(CONTAINER_PORTS.rest, await getPort(), stage.hostIp)
        .withWaitStrategy(Wait.forHttp("/config", CONTAINER_PORTS.rest))
        .start(),
      container("sql-gateway", [`${HOME}/bin/sql-gateway.sh`, "start-foreground"])
        .publish(CONTAINER_PORTS.sqlGateway, await getPort(), stage.hostIp)
        .withWaitStrategy(Wait.forHttp("/api_versions", CONTAINER_PORTS.sqlGateway))
        .start(),
      ...workers.map((name) => container(name, ["taskmanager"]).start()),
    ]);
    const rest = `http://${jobManager.getHost()}:${jobManager.getMappedPort(CONTAINER_PORTS.rest)}`;
    const gateway = `http://${sqlGateway.getHost()}:${sqlGateway.getMappedPort(CONTAINER_PORTS.sqlGateway)}`;

    /** The ids under which TaskManagers have registered so far: one that was started again comes with a new one. */
    const known = new Set<string>();
    const worker = (name: string, id: string): ContainerNode => {
      let own: string | undefined;
      return new ContainerNode(`${prefix}${name}`, id, "", (withinMs, again = false) => {
        if (again) own = undefined;
        return untilTrue(async () => {
          const there = (await askTaskManagers(rest, ANSWER_MS)).filter(({ slots }) => slots === SLOTS);
          own ??= there.find((one) => !known.has(one.id))?.id;
          if (own !== undefined) known.add(own);
          return there.some((one) => one.id === own);
        }, withinMs);
      });
    };
    return {
      endpoints: { rest, sqlGateway: gateway },
      nodes: [
        new ContainerNode(`${prefix}jobmanager`, jobManager.getId(), rest, (withinMs) =>
          untilTrue(async () => (await askTaskManagers(rest, ANSWER_MS)).length >= 0, withinMs),
        ),
        ...taskManagers.map((started, i) => worker(workers[i] ?? "", started.getId())),
        new ContainerNode(`${prefix}sql-gateway`, sqlGateway.getId(), gateway, (withinMs) =>
          untilTrue(async () => (await askGateway(gateway, ANSWER_MS)).length > 0, withinMs),
        ),
      ],
    };
  };
  return { service, what: "Flink", image: FLINK_IMAGE, stamp: runnerStamp, start };
}

function configured(
  container: FixedContainer,
  { name, jobManager }: { name: string; jobManager: string },
  { labels, network }: Stage,
): FixedContainer {
  return (
    container
      .withLabels(labels)
      .withNetworkMode(network)
      .withNetworkAliases(name)
      // The image's entry point sets the address to the container's own name otherwise.
      .withEnvironment({ JOB_MANAGER_RPC_ADDRESS: jobManager })
      // Its user is not ours to know, and its entry point writes the file anew.
      .withCopyContentToContainer([
        { content: flinkConfigInContainers(jobManager), target: `${HOME}/conf/config.yaml`, mode: 0o666 },
      ])
      .withAutoCleanup(false)
      .withStartupTimeout(START_MS)
  );
}
