/** What a submission of an exercise with servers reaches: the servers it is told of, and nothing else. */
import { type AddressInfo, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { describe, expect, onTestFinished, test } from "vitest";
import { until } from "../until.ts";
import { findConfinement, type Sandbox } from "./index.ts";
import { open } from "./testing/submit.ts";

const { servers: held } = await findConfinement(tmpdir());
const suite = held ? "in a network of its own" : "in a network of its own, which cannot be had here";
if (!held)
  process.stderr.write("Skipped (no network of its own can be had here): the tests of what is led to servers.\n");

/** Talks to a port until the other side ends, having ended its own side, and tells what came, or why nothing did. */
const SUBMISSION = `
  import { connect, createServer } from "node:net";
  export function ask(port, words, host = "127.0.0.1") {
    return new Promise((resolve) => {
      let came = "";
      const socket = connect({ port, host, allowHalfOpen: true });
      socket.setEncoding("utf8").on("data", (text) => { came += text; });
      socket.on("error", ({ code }) => resolve(code)).on("end", () => resolve(came));
      socket.end(words);
    });
  }
  export async function length(port, letters) {
    return (await ask(port, "x".repeat(letters))).length;
  }
  export function keep(port) {
    return new Promise((resolve) => {
      const socket = connect({ port, host: "127.0.0.1" }, () => resolve("connected"));
      socket.on("error", () => {});
    });
  }
  export function listen(port) {
    for (const handle of process._getActiveHandles()) if (handle.constructor.name === "Server") handle.close();
    return new Promise((resolve) => {
      const server = createServer((socket) => socket.end("forged"));
      server.on("error", ({ code }) => resolve(code)).listen(port, "127.0.0.1", () => resolve("listens"));
    });
  }
`;

/** Calls a function of the submission's. */
async function call(sandbox: Sandbox, name: string, ...args: unknown[]): Promise<unknown> {
  const found = (await sandbox.load())[name];
  if (!found) throw new Error(`${name} is not exported`);
  return found(...args);
}

/** A server on this machine, for one test. */
async function serve(onSocket: (socket: Socket) => void): Promise<{ server: Server; port: number }> {
  const server = createServer({ allowHalfOpen: true }, (socket) => onSocket(socket.on("error", () => {})));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { server, port: (server.address() as AddressInfo).port };
}

const connections = (server: Server) =>
  new Promise<number>((resolve) => server.getConnections((_, count) => resolve(count)));

const led = (...ports: number[]) => ports.map((port) => ({ host: "127.0.0.1", port }));

describe.runIf(held)(suite, () => {
  test("a server answers after its client has ended its side, as on this machine", async () => {
    const { port } = await serve((socket) => {
      let words = "";
      socket.on("data", (chunk) => {
        words += chunk;
      });
      socket.on("end", () => socket.end(`you said: ${words}`));
    });
    const sandbox = await open(SUBMISSION, undefined, led(port));
    expect(await call(sandbox, "ask", port, "hello")).toBe("you said: hello");
    expect(await call(sandbox, "ask", port, "hello", "localhost")).toBe("you said: hello");
  });

  test("what is sent and not yet read waits at its sender, and nothing of it is lost", async () => {
    const { port } = await serve((socket) => socket.pipe(socket));
    const sandbox = await open(SUBMISSION, undefined, led(port));
    expect(await call(sandbox, "length", port, 30_000_000)).toBe(30_000_000);
  });

  test("a check may send so much and no more, and the next one as much again", async () => {
    const { port } = await serve((socket) => socket.resume().on("end", () => socket.end()));
    const sandbox = await open(SUBMISSION, undefined, led(port));
    expect(await call(sandbox, "length", port, 40_000_000)).toBe(0);
    sandbox.letGo();
    expect(await call(sandbox, "length", port, 40_000_000)).toBe(0);
    await expect(call(sandbox, "length", port, 40_000_000)).rejects.toThrow(
      "it sent servers more than 64 MB in one check",
    );
  });

  test("each port leads to its own server, and no other port leads anywhere", async () => {
    const one = await serve((socket) => socket.end("one"));
    const two = await serve((socket) => socket.end("two"));
    const other = await serve((socket) => socket.end("reached"));
    const sandbox = await open(SUBMISSION, undefined, led(one.port, two.port));
    expect(await call(sandbox, "ask", one.port, "")).toBe("one");
    expect(await call(sandbox, "ask", two.port, "")).toBe("two");
    expect(await call(sandbox, "ask", other.port, "")).toBe("ECONNREFUSED");
    expect(await call(sandbox, "ask", other.port, "", "::1")).not.toBe("reached");
    expect(await call(sandbox, "ask", 53, "", "192.0.2.1")).toBe("ENETUNREACH");
    expect(await connections(other.server)).toBe(0);
  });

  test("without servers there is nothing to reach", async () => {
    const { port } = await serve((socket) => socket.end("reached"));
    const sandbox = await open(SUBMISSION, undefined, []);
    expect(await call(sandbox, "ask", port, "")).toBe("ECONNREFUSED");
  });

  test("a submission can neither close a port nor take it", async () => {
    const { port } = await serve((socket) => socket.end("one"));
    const sandbox = await open(SUBMISSION, undefined, led(port));
    expect(await call(sandbox, "listen", port)).toBe("EADDRINUSE");
    expect(await call(sandbox, "ask", port, "")).toBe("one");
  });

  test("where a server is gone, its clients' connections end", async () => {
    const { server, port } = await serve((socket) => socket.end("one"));
    const sandbox = await open(SUBMISSION, undefined, led(port));
    await new Promise((resolve) => server.close(resolve));
    expect(await call(sandbox, "ask", port, "hello")).not.toBe("one");
  });

  test("no connection outlives the process, and there are not more than a server can bear", async () => {
    const { server, port } = await serve((socket) => socket.resume().on("end", () => socket.end()));
    const sandbox = await open(SUBMISSION, undefined, led(port));
    for (let i = 0; i < 100; i++) await call(sandbox, "keep", port);
    expect(await connections(server)).toBe(64);
    await sandbox.close();
    await until(
      "connections to end",
      () => connections(server),
      (count) => count === 0,
      2_000,
    );
  });
});
