/** The process of a supervisor. One argument: the checkout's state folder. */
import path from "node:path";
import { dockerRuntime } from "../docker/index.ts";
import { jvmRuntime } from "../jvm/index.ts";
import { runSupervisor } from "./run.ts";
import { sourcesHash } from "./sources.ts";

const state = process.argv[2];
if (state === undefined) throw new TypeError("usage: main.ts <state folder>");
const sources = sourcesHash(path.resolve(import.meta.dirname, ".."));
await runSupervisor(state, sources, ({ place, id, guardian }) => ({
  docker: dockerRuntime({ checkout: place.id, owner: id, onContainers: () => guardian.tell("containers") }),
  jvm: jvmRuntime({ dataFolder: path.join(place.data, "jvm") }),
}));
