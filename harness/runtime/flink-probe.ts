/** What a JobManager and a SQL Gateway say of themselves. Each function asks once and throws what `fetch` throws. */
import { within } from "../within.ts";

/** A TaskManager that is registered with its JobManager. */
export interface TaskManager {
  id: string;
  slots: number;
}

/**
 * The TaskManagers of a cluster, those included whose loss was not noticed yet.
 * @param rest address of the JobManager's REST API
 */
export async function askTaskManagers(rest: string, timeoutMs: number): Promise<TaskManager[]> {
  const said = await get(rest, "/taskmanagers", timeoutMs);
  const list = isObject(said) && Array.isArray(said.taskmanagers) ? said.taskmanagers : undefined;
  if (list === undefined) throw new Error("its answer is none of a JobManager's");
  return list.filter(isObject).map(({ id, slotsNumber }) => ({ id: String(id), slots: Number(slotsNumber) }));
}

/** How many jobs have ended by themselves. */
export async function askFinishedJobs(rest: string, timeoutMs: number): Promise<number> {
  const said = await get(rest, "/overview", timeoutMs);
  return isObject(said) ? Number(said["jobs-finished"]) : 0;
}

/** The version of a JobManager, `2.2.0`. */
export async function askVersion(rest: string, timeoutMs: number): Promise<string> {
  const said = await get(rest, "/config", timeoutMs);
  const version = isObject(said) ? said["flink-version"] : undefined;
  if (typeof version !== "string") throw new Error("its answer is none of a JobManager's");
  return version;
}

/** The versions of its API that a SQL Gateway speaks: `V1`, `V2`. */
export async function askGateway(sqlGateway: string, timeoutMs: number): Promise<string[]> {
  const said = await get(sqlGateway, "/api_versions", timeoutMs);
  const versions = isObject(said) ? said.versions : undefined;
  if (!Array.isArray(versions)) throw new Error("its answer is none of a SQL Gateway's");
  return versions.map(String);
}

async function get(address: string, path: string, timeoutMs: number): Promise<unknown> {
  return await within(timeoutMs, async (signal) => {
    const response = await fetch(`${address}${path}`, { signal });
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`HTTP ${response.status}`);
    }
    return await response.json();
  });
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
