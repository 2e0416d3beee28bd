import { timingSafeEqual } from "node:crypto";
import net from "node:net";
import { createMessageConnection, SocketMessageReader, SocketMessageWriter } from "vscode-jsonrpc/node";
import { Problem } from "../../problem.ts";
import type { ProgressEvent } from "../contract.ts";
import { type MethodName, type Methods, PROGRESS, toWire } from "./protocol.ts";

/** The other end of the connection that a call came by. */
export interface Caller {
  tell(id: string, event: ProgressEvent): void;
  /** Resolves when it hung up. */
  gone: Promise<void>;
}

/** What the server asks of its owner. */
export type Handlers = {
  [M in MethodName]: (params: Methods[M]["params"], caller: Caller) => Promise<Methods[M]["result"]>;
};

export interface Traffic {
  /** Greeted connections that are open. */
  clients: number;
  /** Calls that are not answered yet, the ones of clients that left included. */
  calls: number;
  /** When something last happened; milliseconds since the epoch. */
  lastAt: number;
}

/**
 * Listens at a socket and answers whoever knows the token.
 * @param traffic is kept up to date
 */
export async function listen(
  address: string,
  token: string,
  handlers: Handlers,
  traffic: Traffic,
): Promise<net.Server> {
  const server = net.createServer((socket) => converse(socket, token, handlers, traffic));
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(address, resolve);
  });
  return server;
}

function converse(socket: net.Socket, token: string, handlers: Handlers, traffic: Traffic): void {
  const connection = createMessageConnection(new SocketMessageReader(socket), new SocketMessageWriter(socket));
  let greeted = false;
  const caller: Caller = {
    tell: (id, event) => {
      // Whoever is gone needs no progress.
      if (!socket.destroyed) connection.sendProgress(PROGRESS, id, event).catch(() => {});
    },
    gone: new Promise((resolve) => socket.once("close", () => resolve())),
  };
  const answer = <M extends MethodName>(method: M) => {
    const handler: Handlers[M] = handlers[method];
    connection.onRequest(method, async (params: Methods[M]["params"]): Promise<unknown> => {
      if (!greeted) throw toWire(new Problem("The supervisor answers nobody who has not greeted it."));
      traffic.calls += 1;
      try {
        return await handler(params, caller);
      } catch (error) {
        throw toWire(error);
      } finally {
        traffic.calls -= 1;
        traffic.lastAt = Date.now();
      }
    });
  };
  for (const method of ["ensure", "status", "kill", "restart", "logs", "down"] as const) answer(method);

  connection.onRequest("hello", async (params: Methods["hello"]["params"]) => {
    if (!sameToken(params.token, token)) throw toWire(new Problem("The supervisor refuses this token."));
    if (!greeted) traffic.clients += 1;
    greeted = true;
    traffic.lastAt = Date.now();
    return await handlers.hello(params, caller);
  });

  const gone = () => {
    connection.dispose();
    if (greeted) traffic.clients -= 1;
    greeted = false;
    traffic.lastAt = Date.now();
  };
  connection.onClose(gone);
  connection.onError(() => socket.destroy());
  connection.listen();
}

function sameToken(given: unknown, token: string): boolean {
  if (typeof given !== "string") return false;
  const [a, b] = [Buffer.from(given), Buffer.from(token)];
  return a.length === b.length && timingSafeEqual(a, b);
}
