import type { ChildProcess } from "node:child_process";
import { connect, createServer, type Server, type Socket } from "node:net";
import { pipeline, Transform } from "node:stream";

/** A server on this machine. */
export interface Address {
  host: string;
  port: number;
}

/** Connections to one server at a time; an exercise with a group of consumers has about a dozen. */
const MOST_CONNECTIONS = 64;

/** Bytes a check may send to servers; an exercise sends some hundred thousand. A server keeps on its disk what it is sent. */
export const MOST_BYTES = 64_000_000;

/**
 * The servers that a process in a network of its own may reach. The process opens their ports there before it loads
 * anything of a submission's, and sends them here (`doors.ts`): a socket belongs to the network it was made in, whoever
 * holds it. What connects to one over there is accepted here, and led to the server of the same port, and to no other.
 */
export class Relay {
  readonly #child: ChildProcess;
  readonly #servers: Map<number, Address>;
  readonly #doors = new Map<number, Server>();
  readonly #connections = new Set<Socket>();
  readonly #onFlood: () => void;
  #sent = 0;

  /**
   * @param child    just started, with a channel for Node's messages
   * @param onFlood  told where a check sends more than it may; what comes on top is still led on
   */
  constructor(child: ChildProcess, servers: readonly Address[], onFlood: () => void) {
    this.#child = child;
    this.#onFlood = onFlood;
    this.#servers = new Map(servers.map((server) => [server.port, server]));
    child.on("message", (port, door) => this.#take(Number(port), door as Server));
  }

  /** Ends a check: what the next one sends is counted anew. */
  letGo(): void {
    this.#sent = 0;
  }

  /** Ends every connection. */
  close(): void {
    for (const door of this.#doors.values()) door.close();
    for (const connection of this.#connections) connection.destroy();
  }

  #take(port: number, received: Server): void {
    const server = this.#servers.get(port);
    if (!server || this.#doors.has(port)) return;
    const door = createServer({ allowHalfOpen: true }, (inside) => this.#lead(inside, server));
    door.maxConnections = MOST_CONNECTIONS;
    door.on("error", () => {});
    this.#doors.set(port, door.listen(received).unref());
    // Where it is gone already, whoever waits for it is told so.
    if (this.#doors.size === this.#servers.size) this.#child.send("taken", () => {});
  }

  /** Either direction ends by itself; an error in one ends both. */
  #lead(inside: Socket, server: Address): void {
    const outside = connect({ ...server, allowHalfOpen: true, noDelay: true });
    inside.setNoDelay(true);
    for (const socket of [inside, outside]) {
      this.#connections.add(socket);
      socket.once("close", () => this.#connections.delete(socket));
    }
    pipeline(inside, this.#counting(), outside, () => {});
    pipeline(outside, inside, () => {});
  }

  #counting(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _, pass) => {
        this.#sent += chunk.length;
        if (this.#sent > MOST_BYTES) this.#onFlood();
        pass(null, chunk);
      },
    });
  }
}
