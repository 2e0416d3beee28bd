import { existsSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import getPort from "get-port";
import { afterAll, afterEach, beforeEach, expect, test, vi } from "vitest";

// Where the state lies is read when the module loads.
const state = mkdtempSync(path.join(os.tmpdir(), "katas-runtime-"));
vi.stubEnv("KATAS_STATE", state);
const { chosen, connect, ensure, running } = await import("./index.ts");

beforeEach(() => {
  vi.stubEnv("KATAS_RUNTIME", undefined);
  vi.stubEnv("KATAS_KAFKA_BROKERS", undefined);
});
afterEach(() => {
  vi.unstubAllEnvs();
});
afterAll(() => {
  rmSync(state, { recursive: true, force: true });
});

test("an unknown runtime is refused before anything starts", async () => {
  vi.stubEnv("KATAS_RUNTIME", "podman");
  for (const ask of [() => ensure(["kafka"]), connect, chosen]) {
    await expect(ask()).rejects.toMatchObject({ message: "KATAS_RUNTIME=podman names no runtime.", exitCode: 2 });
  }
  expect(existsSync(path.join(state, "supervisor.json"))).toBe(false);
});

test("an external cluster needs no supervisor, and one that does not answer is named", async () => {
  const address = `127.0.0.1:${await getPort()}`;
  vi.stubEnv("KATAS_KAFKA_BROKERS", address);
  expect(await chosen()).toEqual({ runtime: "external", reason: "KATAS_KAFKA_BROKERS is set" });
  await expect(ensure(["kafka"])).rejects.toMatchObject({ message: expect.stringContaining(address), exitCode: 3 });
  await expect((await connect()).kill("kafka-1")).rejects.toThrow("not ours to kill");
  expect(await running()).toBeUndefined();
  expect(existsSync(path.join(state, "supervisor.log"))).toBe(false);
});

test("external without an address says where it belongs", async () => {
  vi.stubEnv("KATAS_RUNTIME", "external");
  await expect(ensure(["kafka"])).rejects.toMatchObject({
    message: expect.stringContaining("KATAS_KAFKA_BROKERS"),
    exitCode: 2,
  });
});

test("a runtime asked for by name that cannot be used is a problem", async () => {
  vi.stubEnv("KATAS_RUNTIME", "docker");
  vi.stubEnv("DOCKER_HOST", "unix:///nowhere/docker.sock");
  await expect(chosen()).rejects.toMatchObject({
    message: "KATAS_RUNTIME=docker, but no Docker engine answers.",
    exitCode: 3,
  });
});
