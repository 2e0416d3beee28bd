import net from "node:net";
import {
  createMessageConnection,
  type MessageConnection,
  SocketMessageReader,
  SocketMessageWriter,
} from "vscode-jsonrpc/node";
import { Problem } from "../../problem.ts";
import { isRunning } from "../../processes.ts";
import { logName, type Place, type Serving } from "./place.ts";
import { fromWire, type Hello, type MethodName, type Methods } from "./protocol.ts";

/** A supervisor accepts and greets within milliseconds; one that does not for this long hangs. */
const HELLO_MS = 10_000;

/** A greeted connection to a supervisor. It keeps this process alive only while a call is open. */
export interface Link {
  readonly hello: Hello;
  readonly connection: MessageConnection;
  readonly closed: boolean;
  /** @throws Problem the other side's, or that the supervisor ended in the middle, with the name of its log */
  call<M extends MethodName>(method: M, params: Methods[M]["params"]): Promise<Methods[M]["result"]>;
  close(): void;
}

/**
 * Connects to a supervisor.
 * @returns undefined where nobody listens
 * @throws Problem where somebody listens and refuses the token, or does not answer
 */
export async function dial(place: Place, serving: Serving): Promise<Link | undefined> {
  const socket = await open(serving.socket);
  if (socket === undefined) return undefined;
  const connection = createMessageConnection(new SocketMessageReader(socket), new SocketMessageWriter(socket));
  let closed = false;
  let calls = 0;
  const close = () => {
    closed = true;
    // Rejects the calls that are open, which the library leaves pending for ever.
    connection.dispose();
    socket.destroy();
  };
  connection.onClose(close);
  // Every error is followed by a close, which tells it to whoever waits.
  connection.onError(() => {});
  connection.listen();

  const call = async <M extends MethodName>(method: M, params: Methods[M]["params"]): Promise<Methods[M]["result"]> => {
    calls += 1;
    socket.ref();
    try {
      return await connection.sendRequest<Methods[M]["result"]>(method, params);
    } catch (error) {
      if (closed) {
        throw new Problem(`The supervisor of the servers ended in the middle; ${logName(place)} tells why.`, {
          remedy: "Run again: another one is started.",
          cause: error,
        });
      }
      throw fromWire(error);
    } finally {
      calls -= 1;
      if (calls === 0) socket.unref();
    }
  };

  const late = setTimeout(close, HELLO_MS);
  try {
    const hello = await call("hello", { token: serving.token });
    return {
      hello,
      connection,
      get closed() {
        return closed;
      },
      call,
      close,
    };
  } catch (error) {
    const refused = error instanceof Problem && !closed;
    close();
    if (refused) throw error;
    // It ended at this very moment.
    if (!isRunning(serving.pid)) return undefined;
    throw new Problem(`The supervisor of the servers (process ${serving.pid}) does not answer.`, {
      remedy: `End that process and run again; its log is ${logName(place)}.`,
      cause: error,
    });
  } finally {
    clearTimeout(late);
  }
}

/** Does anybody listen? */
export async function listens(address: string): Promise<boolean> {
  const socket = await open(address);
  socket?.destroy();
  return socket !== undefined;
}

async function open(address: string): Promise<net.Socket | undefined> {
  return await new Promise((resolve) => {
    const socket = net.connect(address);
    socket.once("connect", () => resolve(socket));
    // ENOENT, ECONNREFUSED, or no socket at all: nobody is there.
    socket.once("error", () => resolve(undefined));
  });
}
