import type { Docker } from "./engine.ts";
import { type Labels, OWNER_LABEL } from "./labels.ts";

/**
 * The network of one process's containers, in which they find each other by name; made if it is not there.
 * @returns its name
 */
export async function ensureNetwork(docker: Docker, labels: Labels): Promise<string> {
  const name = `katas-${labels[OWNER_LABEL]}`;
  const found = await docker.listNetworks({ filters: { name: [name] } });
  if (!found.some(({ Name }) => Name === name)) await docker.createNetwork({ Name: name, Labels: labels });
  return name;
}
