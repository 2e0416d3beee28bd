import { execFile, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync } from "node:fs";
import { createServer } from "node:net";
import path from "node:path";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { bundleProgram } from "./bundle.ts";
import type { Claims } from "./testing/claims.ts";
import { temporaryFolder } from "./testing/submit.ts";

const AS_NOBODY = ["setpriv", "--reuid", "65534", "--regid", "65534", "--clear-groups", "--"];
const without = (program: string) => `mount --bind /dev/null "$(command -v ${program})"`;

/** Node as nobody, on a machine that lacks some programs. */
function behind(missing: string[]): [string, ...string[]] {
  const steps = [...missing.map(without), 'exec "$@"'].join(" && ");
  return ["unshare", "--mount", "/bin/sh", "-c", steps, "sh", ...AS_NOBODY, process.execPath];
}

const [program, ...args] = behind(["mount"]);
const canBeNobody = spawnSync(program, [...args, "--version"]).status === 0;

test.skipIf(!canBeNobody).each([
  ["everything", []],
  ["all but mount", ["mount"]],
  ["all but unshare", ["unshare"]],
])("of a user who is not root, on a machine with %s, what is claimed holds", async (_, missing) => {
  const staging = openFolder();
  const bundle = await bundleProgram(path.join(import.meta.dirname, "testing/claims.ts"), staging);
  const socket = path.join(openFolder(), "socket");
  const server = createServer().listen(socket);
  onTestFinished(() => void server.close());
  await once(server, "listening");
  chmodSync(socket, 0o777);
  const [program, ...args] = behind(missing);
  const { stdout } = await promisify(execFile)(program, [...args, bundle, staging, socket]);
  const { claimed, got }: Claims = JSON.parse(stdout);
  expect(got).toEqual({ signalled: !claimed.processes, connected: !claimed.network });
});

/** That other users get through. */
function openFolder(): string {
  const folder = temporaryFolder();
  chmodSync(folder, 0o755);
  return folder;
}
