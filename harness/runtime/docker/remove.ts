import { setTimeout as delay } from "node:timers/promises";
import type { ServiceName } from "../contract.ts";
import type { Docker } from "./engine.ts";
import { CHECKOUT_LABEL, OWNER_LABEL, SERVICE_LABEL } from "./labels.ts";

/** Which containers: those of one process, all or of one service, or those that other processes of a checkout left behind. */
export type Whose = { owner: string; service?: ServiceName } | { checkout: string; notOwner: string };

/**
 * Removes containers and their data, running or not, and the network they were in. Resolves when they are gone.
 * Those of one service leave the network to the others.
 * @throws where the engine refuses, or one is still there after ten seconds
 */
export async function removeContainers(docker: Docker, whose: Whose): Promise<void> {
  const deadline = Date.now() + 10_000;
  let doomed = await find(docker, whose);
  while (doomed.length > 0) {
    await Promise.all(doomed.map((id) => remove(docker, id)));
    doomed = await find(docker, whose);
    if (doomed.length > 0 && Date.now() > deadline) throw new Error(`containers are left: ${doomed.join(", ")}`);
  }
  if ("service" in whose) return;
  const networks = (await docker.listNetworks({ filters: { label: labelsOf(whose) } })).filter(isTheirs(whose));
  await Promise.all(networks.map(({ Id }) => docker.getNetwork(Id).remove().catch(unlessGone)));
}

function labelsOf(whose: Whose): string[] {
  if ("checkout" in whose) return [`${CHECKOUT_LABEL}=${whose.checkout}`];
  const { owner, service } = whose;
  return [`${OWNER_LABEL}=${owner}`, ...(service === undefined ? [] : [`${SERVICE_LABEL}=${service}`])];
}

function isTheirs(whose: Whose): (one: { Labels?: Record<string, string> }) => boolean {
  return (one) => "owner" in whose || one.Labels?.[OWNER_LABEL] !== whose.notOwner;
}

async function find(docker: Docker, whose: Whose): Promise<string[]> {
  const found = await docker.listContainers({ all: true, filters: { label: labelsOf(whose) } });
  return found.filter(isTheirs(whose)).map((one) => one.Id);
}

async function remove(docker: Docker, id: string): Promise<void> {
  try {
    await docker.getContainer(id).remove({ force: true, v: true });
  } catch (error) {
    unlessGone(error);
    await delay(50);
  }
}

/** 404: gone already; 409: somebody is removing it at this moment. */
function unlessGone(error: unknown): void {
  const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
  if (status !== 404 && status !== 409) throw error;
}
