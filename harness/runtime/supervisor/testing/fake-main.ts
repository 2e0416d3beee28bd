/** A supervisor of fake servers: `KATAS_FAKE_SOURCES` is the folder it takes for its sources. */
import { runSupervisor } from "../run.ts";
import { sourcesHash } from "../sources.ts";
import { fakeRuntime } from "./fake-runtime.ts";

const state = process.argv[2] ?? "";
await runSupervisor(state, sourcesHash(process.env.KATAS_FAKE_SOURCES ?? state), () => ({
  docker: fakeRuntime("docker", state),
  jvm: fakeRuntime("jvm", state),
}));
