import { setTimeout as delay } from "node:timers/promises";
import type { Docker } from "./engine.ts";
import { CHECKOUT_LABEL, OWNER_LABEL } from "./labels.ts";

/** Which containers: those of one process, or those that other processes of a checkout left behind. */
export type Whose = { owner: string } | { checkout: string; notOwner: string };

/**
 * Removes containers and their data, running or not. Resolves when they are gone.
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
}

async function find(docker: Docker, whose: Whose): Promise<string[]> {
  const label = "owner" in whose ? `${OWNER_LABEL}=${whose.owner}` : `${CHECKOUT_LABEL}=${whose.checkout}`;
  const found = await docker.listContainers({ all: true, filters: { label: [label] } });
  const doomed = "owner" in whose ? found : found.filter((one) => one.Labels[OWNER_LABEL] !== whose.notOwner);
  return doomed.map((one) => one.Id);
}

async function remove(docker: Docker, id: string): Promise<void> {
  try {
    await docker.getContainer(id).remove({ force: true, v: true });
  } catch (error) {
    // 404: gone already; 409: somebody is removing it at this moment.
    const status = error instanceof Error && "statusCode" in error ? error.statusCode : undefined;
    if (status !== 404 && status !== 409) throw error;
    await delay(50);
  }
}
