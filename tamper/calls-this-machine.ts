// exercise: 03/07
// Calls the servers that may listen on this machine.
// only with: network
// says: nothing was reached
import { connect } from "node:net";

async function reaches(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: "127.0.0.1", timeout: 500 });
    const end = (reached: boolean) => () => {
      socket.destroy();
      resolve(reached);
    };
    socket.on("connect", end(true)).on("error", end(false)).on("timeout", end(false));
  });
}
export async function countPerMinute(): Promise<unknown> {
  const open: number[] = [];
  for (const port of [22, 80, 443, 2375, 5432, 8080, 8081, 9092, 9094]) if (await reaches(port)) open.push(port);
  throw new Error(open.length === 0 ? "nothing was reached" : `reached: ${open}`);
}
export { countPerMinute as rerun, countPerMinute as sameCounts };
