import "../no-inspector.ts";
import path from "node:path";
import { dockerRuntime } from "./docker/index.ts";
import { jvmRuntime } from "./jvm/index.ts";
import { runSupervisor } from "./supervisor/run.ts";
import { sourcesHash } from "./supervisor/sources.ts";

/** This process becomes the supervisor of a checkout. @returns only where another one serves already */
export async function supervise(state: string): Promise<void> {
  await runSupervisor(state, sourcesHash(import.meta.dirname), ({ place, id, guardian }) => ({
    docker: dockerRuntime({ checkout: place.id, owner: id, onContainers: () => guardian.tell("containers") }),
    jvm: jvmRuntime({
      dataFolder: path.join(place.data, "jvm"),
      apart: process.env.KATAS_SERVERS_APART === "1",
    }),
  }));
}
