// exercise: 03/06
// Starts processes in every way there is.
// says: nothing could be started
import * as child from "node:child_process";
import cluster from "node:cluster";

const started: string[] = [];
const ways: Record<string, () => unknown> = {
  exec: () => child.exec("true"),
  execSync: () => child.execSync("true"),
  spawn: () => child.spawn("true", { detached: true, stdio: "ignore" }),
  spawnSync: () => child.spawnSync("true"),
  fork: () => child.fork("submission.mjs", { detached: true }),
  cluster: () => cluster.fork(),
};
for (const [name, way] of Object.entries(ways)) {
  try {
    way();
    started.push(name);
  } catch {
    // It may not be done.
  }
}
export async function sessionWindows(): Promise<unknown> {
  throw new Error(started.length === 0 ? "nothing could be started" : `started: ${started}`);
}
