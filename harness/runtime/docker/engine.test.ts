import { execFile } from "node:child_process";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ProgressEvent } from "../contract.ts";
import { findEngine } from "./engine.ts";
import { dockerRuntime, KAFKA_IMAGE } from "./index.ts";

const options = { checkout: "test", owner: "test-1" };

beforeEach(() => {
  vi.stubEnv("TESTCONTAINERS_HOST", undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe("no engine", () => {
  test("without a socket the answer is no, at once", async () => {
    vi.stubEnv("DOCKER_HOST", "unix:///nowhere/docker.sock");
    expect(await findEngine()).toMatchObject({ ok: false, why: "no Docker engine answers" });
    await expect(dockerRuntime(options).ensure("kafka", () => {})).rejects.toMatchObject({
      message: "Kafka cannot be started with Docker: no Docker engine answers.",
      exitCode: 3,
    });
  });

  test.skipIf(process.platform === "win32")("a socket that refuses us has its own sentence", async () => {
    const folder = mkdtempSync(path.join(os.tmpdir(), "katas-engine-"));
    const socket = path.join(folder, "s");
    const server = net.createServer();
    await new Promise<void>((resolve) => server.listen(socket, resolve));
    const asked = `
      const { dockerRuntime } = await import(${JSON.stringify(path.join(import.meta.dirname, "index.ts"))});
      // Root may use every socket.
      if (process.getuid() === 0) process.setuid(65534);
      const problem = await dockerRuntime({ checkout: "test", owner: "test-1" }).ensure("kafka", () => {}).catch((it) => it);
      console.log(JSON.stringify({ message: problem.message, ...problem }));`;
    try {
      chmodSync(folder, 0o755);
      chmodSync(socket, 0);
      vi.stubEnv("DOCKER_HOST", `unix://${socket}`);
      const args = ["--import", import.meta.resolve("tsx"), "--input-type=module", "-e", asked];
      const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
        env: { ...process.env, TSX_DISABLE_CACHE: "1" },
      });
      expect(stderr).toBe("");
      expect(JSON.parse(stdout)).toMatchObject({
        message:
          "Kafka cannot be started with Docker: this user may not use the Docker engine (its socket refuses us).",
        remedy: "Add yourself to the docker group and log in again, or install rootless Docker.",
        exitCode: 3,
      });
    } finally {
      server.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

/** As much of the Docker Engine API as is asked before a container is made; the image is never there. */
function fakeEngine(pull: (response: http.ServerResponse) => void): http.Server {
  return http.createServer((request, response) => {
    const { pathname } = new URL(request.url ?? "/", "http://engine");
    response.setHeader("content-type", "application/json");
    if (pathname === "/info") response.end(JSON.stringify({ ServerVersion: "28.0.1", OperatingSystem: "Test" }));
    else if (pathname === "/_ping") response.end("OK");
    else if (["/containers/json", "/networks"].includes(pathname)) response.end("[]");
    else if (pathname === "/images/create") pull(response);
    else response.writeHead(404).end(JSON.stringify({ message: "No such image" }));
  });
}

describe("an engine without the image", () => {
  const line = (event: object) => `${JSON.stringify(event)}\r\n`;
  let pull: (response: http.ServerResponse) => void = () => {};
  // One for all tests: Testcontainers remembers the first engine that it finds.
  const engine = fakeEngine((response) => pull(response));
  beforeEach(async () => {
    if (!engine.listening) await new Promise<void>((resolve) => engine.listen(0, "127.0.0.1", resolve));
    const address = engine.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    vi.stubEnv("DOCKER_HOST", `tcp://127.0.0.1:${address.port}`);
    // As if it was restarted.
    engine.closeAllConnections();
  });
  afterAll(() => {
    engine.closeAllConnections();
    engine.close();
  });

  test("can be used, and says that it will pull", async () => {
    expect(await dockerRuntime(options).available()).toEqual({
      ok: true,
      detail: `Docker 28.0.1 answers and will pull ${KAFKA_IMAGE}`,
    });
  });

  test("a pull tells its bytes; one that fails is a problem with both ways out", async () => {
    pull = (response) => {
      response.write(line({ status: "Pulling from cp-kafka", id: "8.3.2" }));
      response.write(line({ status: "Downloading", id: "aa", progressDetail: { current: 10, total: 100 } }));
      response.write(line({ status: "Downloading", id: "bb", progressDetail: { current: 5, total: 50 } }));
      response.end(line({ errorDetail: { message: "no route to host" }, error: "no route to host" }));
    };
    const events: ProgressEvent[] = [];
    const started = dockerRuntime(options).ensure("kafka", (event) => events.push(event));
    await expect(started).rejects.toMatchObject({
      name: "Problem",
      message: `Docker has no image ${KAFKA_IMAGE} and cannot pull it: no route to host.`,
      remedy: expect.stringMatching(/docker pull .* KATAS_RUNTIME=jvm/),
      exitCode: 3,
    });
    expect(events).toEqual([
      { stage: "download", what: KAFKA_IMAGE, doneBytes: 10, totalBytes: 100 },
      { stage: "download", what: KAFKA_IMAGE, doneBytes: 15, totalBytes: 150 },
    ]);
  });

  test("a pull that is refused at once is the same problem", async () => {
    pull = (response) => response.writeHead(500).end(JSON.stringify({ message: "toomanyrequests" }));
    await expect(dockerRuntime(options).ensure("kafka", () => {})).rejects.toThrow(/cannot pull it: .*toomanyrequests/);
  });

  test("a pull that is aborted ends", async () => {
    const stop = new AbortController();
    pull = (response) => {
      response.write(line({ status: "Downloading", id: "aa", progressDetail: { current: 1, total: 100 } }));
    };
    const started = dockerRuntime(options).ensure("kafka", () => stop.abort(new Error("enough")), stop.signal);
    await expect(started).rejects.toThrow("enough");
  });
});
