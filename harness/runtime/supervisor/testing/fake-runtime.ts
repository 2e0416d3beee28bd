import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Problem } from "../../../problem.ts";
import type { EndpointsOf, NodeStatus, OnProgress, Runtime, RuntimeName, ServiceName } from "../../contract.ts";

/**
 * How a fake runtime behaves, by `KATAS_FAKE_<NAME>`: `absent`, `fails`, `crashes`, `slow`,
 * `lingers`, or well.
 */
function behaviour(name: RuntimeName): string {
  return process.env[`KATAS_FAKE_${name.toUpperCase()}`] ?? "well";
}

/** A runtime whose servers are real child processes that do nothing. Every call is noted in `calls` in the folder. */
export function fakeRuntime(name: RuntimeName, folder: string): Runtime {
  const servers = new Map<string, { child: ChildProcess; service: ServiceName; startedAt: number }>();
  const note = (call: string) => appendFileSync(path.join(folder, "calls"), `${name} ${call}\n`);

  const start = async (node: string, service: ServiceName) => {
    // Its command line holds the folder, by which tests look for what is left.
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 60_000)", folder], { stdio: "ignore" });
    await once(child, "spawn");
    servers.set(node, { child, service, startedAt: Date.now() });
  };
  const server = (node: string) => {
    const found = servers.get(node);
    if (found === undefined) throw new Problem(`There is no server "${node}".`, { remedy: "Look.", exitCode: 2 });
    return found;
  };
  const kill = async (node: string) => {
    const { child } = server(node);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  };

  return {
    name,
    apart: async () => false,
    available: async () => {
      note("available");
      if (behaviour(name) === "absent") return { ok: false, why: `no ${name} is here`, remedy: `Install ${name}.` };
      return { ok: true, detail: `${name} is here` };
    },
    ensure: async <S extends ServiceName>(service: S, onProgress: OnProgress, signal?: AbortSignal) => {
      note(`ensure ${service}`);
      if (behaviour(name) === "absent") throw new Problem(`There is no ${name}.`);
      if (behaviour(name) === "fails") throw new Problem(`The ${name} failed.`, { remedy: "Mend it." });
      const node = `${service}-1`;
      if (!servers.has(node)) {
        onProgress({ stage: "start", what: service, service, runtime: name });
        await start(node, service);
        if (behaviour(name) === "slow") await delay(1_500, undefined, { signal });
        if (behaviour(name) === "crashes") setImmediate(() => unexpected());
        note(`started ${service}`);
        onProgress({ stage: "ready", what: service, ms: 1 });
      }
      return endpoints(`127.0.0.1:${server(node).child.pid}`)[service];
    },
    kill,
    restart: async (node) => await start(node, server(node).service),
    logs: async (node, lines = 1) => `${lines} lines of ${server(node).child.pid}`,
    status: async () =>
      [...servers].map(
        ([node, { child, service, startedAt }]): NodeStatus => ({
          node,
          service,
          runtime: name,
          state: child.exitCode === null && child.signalCode === null ? "running" : "stopped",
          address: "127.0.0.1:1",
          id: String(child.pid),
          startedAt,
        }),
      ),
    down: async () => {
      if (behaviour(name) === "lingers") await delay(1_500);
      await Promise.all([...servers.keys()].map(kill));
      servers.clear();
    },
  };
}

function endpoints(address: string): EndpointsOf {
  const [kafka, flink] = [
    { brokers: [address], inside: [address] },
    { rest: `http://${address}`, sqlGateway: `http://${address}` },
  ];
  return { kafka, kafka3: kafka, flink, flink2: flink };
}

function unexpected(): never {
  throw new TypeError("a bug of the supervisor");
}
