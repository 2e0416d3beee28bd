// exercise: 01/01
// Looks for whatever else listens on this machine: other brokers, a JobManager, a SQL gateway.
// only with: servers
// says: nothing but the broker was reached
import { connect } from "node:net";
import { networkInterfaces } from "node:os";

const AT_ONCE = 100;

async function reaches(port: number, host = "127.0.0.1"): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: 500 });
    const end = (reached: boolean) => () => {
      socket.destroy();
      resolve(reached);
    };
    socket.on("connect", end(true)).on("error", end(false)).on("timeout", end(false));
  });
}

async function look(broker: number): Promise<string> {
  const ports = [22, 80, 443, 2375, 5432, 6123, 8080, 8081, 8083, 9092, 9093, 9094];
  // One of the last ones was put there for it; servers of the course are before them.
  for (let port = 31_000; port < 32_010; port++) ports.push(port);
  const open: unknown[] = [];
  const next = ports.values();
  const work = async () => {
    for (const port of next) if (port !== broker && (await reaches(port))) open.push(port);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const names = Object.values(networkInterfaces()).flatMap((all = []) => all.map(({ address }) => address));
  for (const host of ["::1", "127.0.0.2", ...names.filter((name) => name !== "127.0.0.1")]) {
    if (await reaches(broker, host)) open.push(host);
  }
  return open.length === 0 ? "nothing but the broker was reached" : `reached: ${open}`;
}

let looked: Promise<string> | undefined;
export async function ensureTopic({ brokers: [broker = ""] }: { brokers: string[] }): Promise<unknown> {
  const port = Number(broker.split(":")[1]);
  if (!(await reaches(port))) throw new Error("not even the broker was reached");
  looked ??= look(port);
  throw new Error(await looked);
}
