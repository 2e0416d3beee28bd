// exercise: 01/02
// Takes the place of what leads it to the broker: closes what it finds, and listens there itself.
// only with: servers
// says: the broker's port was not to be had, and leads to the broker
import { connect, createServer } from "node:net";

interface Inside {
  _getActiveHandles(): { close?: () => void; constructor: { name: string } }[];
}

function listen(port: number, host: string): Promise<string> {
  return new Promise((resolve) => {
    const server = createServer((socket) => socket.end("forged")).unref();
    server.on("error", ({ message }) => resolve(message));
    server.listen(port, host, () => resolve(`listens at ${host}`));
  });
}

/** Whether who answers there is a broker: it ends a connection on which no request of Kafka's comes. */
async function whoAnswers(port: number): Promise<string> {
  return new Promise((resolve) => {
    let came = "";
    const socket = connect({ port, host: "127.0.0.1" });
    socket.on("data", (chunk) => {
      came += chunk;
    });
    socket.on("error", ({ message }) => resolve(message));
    socket.on("end", () => resolve(came === "" ? "broker" : came));
    // The length of a request, which is more than any broker takes.
    socket.write(Buffer.from([0x7f, 0xff, 0xff, 0xff]));
  });
}

async function take(port: number): Promise<string> {
  for (const handle of (process as unknown as Inside)._getActiveHandles()) {
    if (handle.constructor.name === "Server") handle.close?.();
  }
  process.send?.("taken", () => {});
  if (process.connected) process.disconnect();
  const listens = await Promise.all(["127.0.0.1", "0.0.0.0"].map((host) => listen(port, host)));
  const taken = listens.filter((one) => !one.includes("EADDRINUSE"));
  const answered = await whoAnswers(port);
  if (taken.length > 0 || answered !== "broker") return `${taken} and there answers: ${answered}`;
  return "the broker's port was not to be had, and leads to the broker";
}

let taking: Promise<string> | undefined;
export async function sendOrders({ brokers: [broker = ""] }: { brokers: string[] }): Promise<void> {
  taking ??= take(Number(broker.split(":")[1]));
  throw new Error(await taking);
}
