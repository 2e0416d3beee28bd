// exercise: 03/05
// Calls sockets in files outside of /run, which a process of the same user may use: Docker Desktop's, a terminal's, an editor's.
// only with: network
// says: nothing was reached
import { connect } from "node:net";
import { userInfo } from "node:os";

const canary = new URL("../../canary/socket", import.meta.url).pathname;
const uid = process.getuid?.() ?? 0;
const homes = ["/root", "/home/runner", "/home/ubuntu", "/home/vscode"];
try {
  homes.push(userInfo().homedir);
} catch {
  // Nobody in particular has none.
}
const SOCKETS = [
  canary,
  ...homes.map((home) => `${home}/.docker/desktop/docker.sock`),
  ...homes.map((home) => `${home}/.docker/run/docker.sock`),
  ...[uid, 0, 1000, 1001].flatMap((id) => [`/tmp/tmux-${id}/default`, `/tmp/emacs${id}/server`]),
  ...["/tmp/.X11-unix/X0", "/tmp/.X11-unix/X1", "/tmp/mysql.sock", "/tmp/.s.PGSQL.5432"],
  // Which anybody may use, where a system has them.
  ...["/run/dbus/system_bus_socket", "/run/systemd/journal/stdout", "/run/snapd.socket"],
];
export async function slidingWindows(): Promise<unknown> {
  const reached: string[] = [];
  for (const path of SOCKETS) {
    await new Promise<void>((resolve) => {
      const socket = connect({ path }, () => {
        reached.push(path);
        socket.destroy();
        resolve();
      }).on("error", () => resolve());
    });
  }
  throw new Error(reached.length === 0 ? "nothing was reached" : `reached: ${reached}`);
}
export { slidingWindows as assignWindows };
