// exercise: 03/05
// Calls the sockets in files that may listen on this machine, and the one that was put there for it.
// only with: user
// says: nothing was reached
import { connect } from "node:net";

const canary = new URL("../../canary/socket", import.meta.url).pathname;
const SOCKETS = [canary, "/var/run/docker.sock", "/run/dbus/system_bus_socket", "\0/tmp/.X11-unix/X0", "\0tampered"];
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
