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
  const owner = { checkout: "test", owner: "test-1", sweep: async () => {}, network: async () => "network" };
  const service = new ContainerService(recipe, owner);
  const ensured = () => service.ensure(() => {});

  expect(await ensured()).toEqual({ number: 1 });
  expect(await ensured()).toEqual({ number: 1 });
  stamp = "the jar of Tuesday";
  expect(await ensured()).toEqual({ number: 2 });
  expect(await ensured()).toEqual({ number: 2 });
  answers = false;
  expect(await ensured()).toEqual({ number: 3 });
});
