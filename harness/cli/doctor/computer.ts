import { once } from "node:events";
import net from "node:net";
import os from "node:os";
import { flinkOf, type Need } from "../../course/index.ts";
import type { Finding } from "./finding.ts";

/** The course's guidance: with Docker Desktop beside it, less is tight. */
const MEMORY_GB = 8;

/** What the servers of an exercise that uses Flink take: a broker, a JobManager, a TaskManager, a SQL Gateway. */
const FLINK_GB = 1.1;

/** Where a broker, Node and an editor do not get into each other's way. */
const CORES = 2;

/** Node, memory, cores, and whether a local server can be reached. */
export async function computer(needs: Set<Need> = new Set()): Promise<Finding[]> {
  const flink = flinkOf([...needs]) !== undefined;
  return [node(), memory(availableMemory(), flink), cores(os.availableParallelism()), await ports()];
}

/** Older ones do not get as far as this: katas.js says so. */
function node(): Finding {
  return { what: "Node", state: "ok", detail: `${process.versions.node} (${process.execPath})` };
}

/** Bytes this process may have at most: a container is allowed less than its machine has. */
function availableMemory(): number {
  const allowed = process.constrainedMemory();
  return allowed > 0 ? Math.min(allowed, os.totalmem()) : os.totalmem();
}

/** @param flink  does any exercise use it? */
export function memory(bytes: number, flink = false): Finding {
  const gigabytes = bytes / 2 ** 30;
  const detail = `${gigabytes.toFixed(1)} GB${flink ? `, of which Kafka and Flink take ${FLINK_GB}` : ""}`;
  // What is sold as 8 GB reports a little less.
  if (gigabytes >= MEMORY_GB * 0.9) return { what: "memory", state: "ok", detail };
  return {
    what: "memory",
    state: "warning",
    detail: `${detail}; ${MEMORY_GB} GB or more are recommended`,
    remedy: "Close what you do not need; KATAS_RUNTIME=jvm takes less memory than Docker.",
  };
}

export function cores(count: number): Finding {
  if (count >= CORES) return { what: "cores", state: "ok", detail: `${count}` };
  const detail = `${count}; ${CORES} or more are recommended`;
  return { what: "cores", state: "warning", detail, remedy: "Servers will start slowly: give them time." };
}

/** Servers of the course listen on ports of 127.0.0.1 that are free at the moment. */
async function ports(): Promise<Finding> {
  const server = net.createServer((socket) => socket.destroy());
  try {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const address = server.address();
    const socket = net.connect(address !== null && typeof address === "object" ? address.port : 0, "127.0.0.1");
    await once(socket, "connect", { signal: AbortSignal.timeout(3_000) });
    socket.destroy();
    return { what: "ports", state: "ok", detail: "a server on 127.0.0.1 can be reached" };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return {
      what: "ports",
      state: "problem",
      detail: `a server on 127.0.0.1 cannot be reached (${why})`,
      remedy: "Let Node use ports of 127.0.0.1: look at the firewall or the security software.",
    };
  } finally {
    server.close();
  }
}
