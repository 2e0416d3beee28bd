/** A program: as whoever runs it, finds out what holds a process, and lets one try what it must not get at. */
import { execFileSync } from "node:child_process";
import { runnable } from "../../namespaces.ts";
import { findConfinement } from "../confinement.ts";

export interface Claims {
  claimed: { processes: boolean; network: boolean };
  got: { signalled: boolean; connected: boolean };
}

const [staging = "", socket = ""] = process.argv.slice(2);
const { processes, network, commandOffline } = await findConfinement(staging);
const tries = `
const got = { signalled: true, connected: true };
try { process.kill(${process.pid}, 0); } catch { got.signalled = false; }
const tell = () => process.stdout.write(JSON.stringify(got));
require("node:net").connect(process.argv[1]).on("error", () => { got.connected = false; tell(); }).on("connect", function () { this.destroy(); tell(); });
`;
const [program = "", ...args] = [...runnable(commandOffline), process.execPath, "--eval", tries, socket];
const got: Claims["got"] = JSON.parse(execFileSync(program, args, { env: {}, cwd: "/", encoding: "utf8" }));
console.log(JSON.stringify({ claimed: { processes, network }, got } satisfies Claims));
