/** A supervisor of fake servers. Its arguments: the folder it takes for its sources, and where its state is. */
import { runSupervisor } from "../run.ts";
import { sourcesHash } from "../sources.ts";
import { fakeRuntime } from "./fake-runtime.ts";

const [sources = "", state = ""] = process.argv.slice(2);
await runSupervisor(state, sourcesHash(sources), () => ({
  docker: fakeRuntime("docker", state),
  jvm: fakeRuntime("jvm", state),
}));
