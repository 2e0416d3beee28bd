/** Run by the guardian after the owner of containers died: removes what it left. One argument: the owner. */
import { findEngine } from "./engine.ts";
import { removeContainers } from "./remove.ts";

const owner = process.argv[2];
const engine = await findEngine();
if (owner !== undefined && engine.ok) await removeContainers(engine.client.container.dockerode, { owner });
