import { externalReason } from "./choose.ts";
import type { ServiceName } from "./contract.ts";
import { externalRuntime } from "./external/index.ts";
import type { Supervisor } from "./supervisor/index.ts";

const runtime = externalRuntime();
const startedAt = Date.now();

/** For a cluster that somebody else runs: what a supervisor would say, from this process. */
export function externalSupervisor(): Supervisor {
  return {
    closed: false,
    ensure: async (services, { onProgress = () => {}, signal } = {}) => {
      const bringUp = async (service: ServiceName) =>
        [service, await runtime.ensure(service, onProgress, signal)] as const;
      const up = await Promise.all(services.map(bringUp));
      const apart = await runtime.apart();
      return { runtime: "external", reason: externalReason(), services: Object.fromEntries(up), apart };
    },
    status: async () => ({
      pid: process.pid,
      startedAt,
      idleStopAt: Number.POSITIVE_INFINITY,
      stack: { runtime: "external", reason: externalReason() },
      nodes: await runtime.status(),
    }),
    kill: (node) => runtime.kill(node),
    restart: (node) => runtime.restart(node),
    logs: (node, lines) => runtime.logs(node, lines),
    down: () => runtime.down(),
    close: () => {},
  };
}
