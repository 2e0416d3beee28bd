/** When the containers of a service are kept and when they are replaced, on an engine that answers what is asked here. */
import http from "node:http";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { ContainerNode, ContainerService } from "./service.ts";

const engine = http.createServer((request, response) => {
  const { pathname } = new URL(request.url ?? "/", "http://engine");
  response.setHeader("content-type", "application/json");
  if (pathname === "/_ping") response.end("OK");
  else if (pathname === "/containers/json") response.end("[]");
  else if (pathname.startsWith("/containers/")) response.end(JSON.stringify({ State: { Running: true } }));
  else response.end(JSON.stringify({ ServerVersion: "28.0.1", OperatingSystem: "Test" }));
});
beforeAll(async () => {
  await new Promise<void>((resolve) => engine.listen(0, "127.0.0.1", resolve));
  const address = engine.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  vi.stubEnv("DOCKER_HOST", `tcp://127.0.0.1:${address.port}`);
});
afterAll(() => {
  vi.unstubAllEnvs();
  engine.closeAllConnections();
  engine.close();
});

const OWNER = { checkout: "test", owner: "test-1", sweep: async () => {}, network: async () => "network" };

/** A service that cannot be started so many times. */
function failing(times: number, message: string) {
  let tried = 0;
  const recipe = {
    service: "flink" as const,
    what: "Flink",
    image: "flink:test",
    start: async () => {
      if (++tried <= times) throw new Error(message);
      return { endpoints: { tried }, nodes: [] };
    },
  };
  return { ensured: () => new ContainerService(recipe, OWNER).ensure(() => {}), tried: () => tried };
}

test.each([
  "driver failed programming external connectivity: Bind for 127.0.0.1:9093 failed: port is already allocated",
  "listen tcp4 127.0.0.1:9093: bind: address already in use",
])("a port that was taken meanwhile is replaced: %s", async (message) => {
  expect(await failing(2, message).ensured()).toEqual({ tried: 3 });
  await expect(failing(3, message).ensured()).rejects.toThrow(`Docker cannot start Flink (flink:test): ${message}.`);
});

test("another failure is told at once", async () => {
  const service = failing(1, "no space left on device");
  await expect(service.ensured()).rejects.toThrow("no space left on device");
  expect(service.tried()).toBe(1);
});

test("containers are kept while they answer and what was copied into them is as it was", async () => {
  let stamp = "the jar of Monday";
  let answers = true;
  let started = 0;
  const recipe = {
    service: "flink" as const,
    what: "Flink",
    image: "flink:test",
    stamp: async () => stamp,
    start: async () => {
      answers = true;
      const node = new ContainerNode("taskmanager-1", `c${++started}`, "", async () => answers);
      return { endpoints: { number: started }, nodes: [node] };
    },
  };
  const service = new ContainerService(recipe, OWNER);
  const ensured = () => service.ensure(() => {});

  expect(await ensured()).toEqual({ number: 1 });
  expect(await ensured()).toEqual({ number: 1 });
  stamp = "the jar of Tuesday";
  expect(await ensured()).toEqual({ number: 2 });
  expect(await ensured()).toEqual({ number: 2 });
  answers = false;
  expect(await ensured()).toEqual({ number: 3 });
});
