import type { Command } from "commander";
import { pen, thisTerminal } from "../feedback/index.ts";
import { EXIT, Problem } from "../problem.ts";
import type { NodeStatus, RuntimeName, ServiceName } from "../runtime/index.ts";
import { systems } from "./services.ts";

/** What runs now, and what would be used; the shape of `--json`. */
interface Status {
  runtime: RuntimeName | null;
  /** Why this runtime, or why none can be used. */
  reason: string;
  remedy?: string;
  supervisor: { pid: number; startedAt: string; stopsAt: string } | null;
  nodes: {
    node: string;
    service: ServiceName;
    runtime: RuntimeName;
    state: NodeStatus["state"] | "no answer";
    address: string;
    id: string;
    startedAt: string;
    /** Bytes in memory; only of processes, and where the system tells. */
    residentBytes?: number;
    /** How it stopped, where that is known. */
    ended?: string;
  }[];
}

/** `katas status`: the servers of this checkout. Starts nothing. */
export function status(program: Command): void {
  program
    .command("status")
    .description("show which servers run, where, since when, and when they stop by themselves")
    .option("--json", "as JSON, for programs")
    .addHelpText("after", "\nExamples:\n  npx katas status\n  npx katas status --json")
    .action(async ({ json }: { json?: boolean }) => {
      const found = await look();
      if (json) console.log(JSON.stringify(found, null, 2));
      else await show(found);
    });
}

async function look(): Promise<Status> {
  const { chosen, running } = await import("../runtime/index.ts");
  const choice = await chosen().catch((error: unknown) => {
    if (error instanceof Problem && error.exitCode !== EXIT.usage) return error;
    throw error;
  });
  const supervisor = await running();
  const status = await supervisor?.status();
  supervisor?.close();
  const named =
    choice instanceof Problem
      ? { runtime: null, reason: choice.message, ...(choice.remedy !== undefined && { remedy: choice.remedy }) }
      : { runtime: choice.runtime, reason: choice.reason };
  const external = named.runtime === "external" ? await externalNodes() : [];
  return {
    ...named,
    supervisor: status ? { pid: status.pid, startedAt: iso(status.startedAt), stopsAt: iso(status.idleStopAt) } : null,
    nodes: [...external, ...(await Promise.all((status?.nodes ?? []).map(asNode)))],
  };
}

async function asNode({ startedAt, ...node }: NodeStatus): Promise<Status["nodes"][number]> {
  const { residentBytes } = await import("./resident.ts");
  const bytes = node.runtime === "jvm" ? await residentBytes(Number(node.id)) : undefined;
  return { ...node, startedAt: iso(startedAt), ...(bytes !== undefined && { residentBytes: bytes }) };
}

/** Nobody here knows since when somebody else's servers run; whether they answer can be asked. */
async function externalNodes(): Promise<Status["nodes"]> {
  const { connect, ensure, namedServices } = await import("../runtime/index.ts");
  const named = namedServices();
  const silent: Status["nodes"] = [];
  for (const service of named.length > 0 ? named : (["kafka"] as const)) {
    try {
      await ensure([service]);
    } catch (error) {
      if (!(error instanceof Problem) || error.exitCode === EXIT.usage) throw error;
      const { KATAS_KAFKA_BROKERS: brokers, KATAS_FLINK_REST: rest } = process.env;
      const address = (service === "kafka" ? brokers : rest) ?? "";
      silent.push({
        node: service,
        service,
        runtime: "external",
        id: address,
        state: "no answer",
        address,
        startedAt: "",
      });
    }
  }
  const supervisor = await connect();
  return [...(await Promise.all((await supervisor.status()).nodes.map(asNode))), ...silent];
}

async function show({ runtime, reason, remedy, supervisor, nodes }: Status): Promise<void> {
  const { columns } = await import("./terminal/table.ts");
  const ink = pen(thisTerminal());
  const what = systems(nodes.map(({ service }) => service));
  console.log(runtime ? ` ${what} on ${ink.bold(runtime)}: ${ink.plain(reason)}` : ` ${ink.red(ink.plain(reason))}`);
  if (remedy) console.log(ink.paragraph(ink.plain(remedy), 1));
  if (nodes.length > 0) {
    const colour = (state: string) => (state === "running" ? ink.green(state) : ink.yellow(state));
    const rows = nodes.map((node) => [
      node.node,
      node.address,
      colour(node.state),
      since(node),
      node.residentBytes === undefined ? "" : `${Math.round(node.residentBytes / 1_000_000)} MB`,
      ink.dim(node.runtime === "external" ? "" : `${node.runtime} ${node.id.slice(0, 12)}`),
    ]);
    console.log(columns(rows, { right: [4] }));
    const managers = nodes.filter(({ node, state }) => node.endsWith("jobmanager") && state === "running");
    for (const { address } of managers) console.log(` Flink's Web UI: ${address}`);
  }
  if (supervisor) {
    const left = duration(Date.parse(supervisor.stopsAt) - Date.now());
    console.log(` Supervisor: process ${supervisor.pid}; stops everything if nobody needs it for ${left}.`);
  } else if (nodes.length === 0) {
    console.log(" No server of this checkout runs; whoever needs one starts it. Now: npx katas up");
  }
}

function since({ runtime, ended, startedAt }: Status["nodes"][number]): string {
  if (runtime === "external") return "";
  return ended ?? `up ${duration(Date.now() - Date.parse(startedAt))}`;
}

function duration(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1_000));
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function iso(time: number): string {
  return Number.isFinite(time) ? new Date(time).toISOString() : "";
}
