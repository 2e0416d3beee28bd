// exercise: 03/06
// Calls out by fetch, by datagrams and by the names of other machines.
// only with: network
// says: nothing was reached
import dgram from "node:dgram";
import dns from "node:dns/promises";

const TRIES: (() => Promise<unknown>)[] = [
  () => fetch("http://127.0.0.1:8080/", { signal: AbortSignal.timeout(500) }),
  () => fetch("http://localhost:9092/", { signal: AbortSignal.timeout(500) }),
  () => dns.resolve("localhost.invalid"),
  () =>
    new Promise((resolve, reject) => {
      const socket = dgram.createSocket("udp4").on("error", reject);
      socket.send("x", 53, "127.0.0.1", (error) => (error ? reject(error) : resolve(socket.close())));
    }),
];
export async function sessionWindows(): Promise<unknown> {
  const told = await Promise.allSettled(TRIES.map((one) => one()));
  const reached = told.flatMap(({ status }, i) => (status === "fulfilled" ? [i] : []));
  throw new Error(reached.length === 0 ? "nothing was reached" : `reached: ${reached}`);
}
