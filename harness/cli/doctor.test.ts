import { rmSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cores, memory } from "./doctor/computer.ts";
import { room } from "./doctor/disks.ts";
import type { Finding } from "./doctor/index.ts";
import { packages } from "./doctor/packages.ts";
import { available } from "./doctor/servers.ts";
import { settings } from "./doctor/settings.ts";
import { type Checkout, makeCheckout } from "./testing/checkout.ts";

const GB = 2 ** 30;

test("guidance is a warning, and only what makes a run impossible a problem", () => {
  expect(memory(7.6 * GB)).toMatchObject({ state: "ok", detail: "7.6 GB" });
  expect(memory(4 * GB)).toMatchObject({ state: "warning", detail: "4.0 GB; 8 GB or more are recommended" });
  expect(cores(2).state).toBe("ok");
  expect(cores(1).state).toBe("warning");
  expect(room(20e9, 3e8, "/x")).toEqual({ state: "ok", detail: "/x, 20.0 GB free" });
  expect(room(4e9, 3e8, "/x").state).toBe("warning");
  expect(room(1e8, 3e8, "/x")).toMatchObject({ state: "problem", detail: "/x, 0.1 GB free; 300 MB are needed" });
  expect(room(1e8, 0, "/x").state).toBe("warning");
});

test("what is missing and not needed is no warning", () => {
  const none = { ok: false, why: "no Docker engine answers.", remedy: "Start Docker." } as const;
  expect(available("Docker", none, true)).toEqual({
    what: "Docker",
    state: "ok",
    detail: "not needed: no Docker engine answers",
  });
  expect(available("Docker", none, false)).toMatchObject({ state: "warning", remedy: "Start Docker." });
});

describe("settings", () => {
  test.each([
    [{ KATAS_RUNTIM: "jvm" }, "warning", "KATAS_RUNTIM is none of the course's", "Did you mean KATAS_RUNTIME?"],
    [{ KATAS_IDLE_MINUTES: "soon" }, "problem", "KATAS_IDLE_MINUTES=soon is no number of minutes", "Set it to a"],
    [{ KATAS_MAVEN_REPOSITORY: "mirror" }, "problem", "KATAS_MAVEN_REPOSITORY=mirror is no address", "Write it as"],
    [{ KATAS_TARGET: "solution" }, "warning", "makes npm test run solution in place of your files", "Leave it out."],
    [
      { KATAS_RUNTIME: "jvm", KATAS_KAFKA_BROKERS: "a:1" },
      "warning",
      "KATAS_KAFKA_BROKERS=a:1 is not used, as KATAS_RUNTIME=jvm",
      "Leave one of the two out.",
    ],
  ])("%j", (env, state, detail, remedy) => {
    expect(settings(env)).toMatchObject([
      { state: "ok" },
      { state, detail: expect.stringContaining(detail), remedy: expect.stringContaining(remedy) },
    ]);
  });

  test("right ones are listed, without the password of a mirror", () => {
    const env = { HOME: "/x", KATAS_RUNTIME: "jvm", KATAS_MAVEN_REPOSITORY: "https://me:secret@mirror.example/m2" };
    expect(settings(env)).toEqual([
      {
        what: "settings",
        state: "ok",
        detail: "KATAS_MAVEN_REPOSITORY=https://***@mirror.example/m2, KATAS_RUNTIME=jvm",
      },
    ]);
    expect(settings({})).toMatchObject([{ state: "ok", detail: "no KATAS_ variable is set" }]);
  });
});

describe("in a checkout", () => {
  let checkout: Checkout;
  beforeAll(() => {
    checkout = makeCheckout({ git: false });
  });
  afterAll(() => checkout.remove());

  const examined = async (env: Record<string, string>) => {
    const { code, out } = await checkout.katas(["doctor", "--json"], env);
    const { canRun, findings }: { canRun: boolean; findings: Finding[] } = JSON.parse(out);
    return { code, canRun, of: (what: string) => findings.find((finding) => finding.what === what), findings };
  };

  test("all that is looked at, and the runtime that would be used", async () => {
    const { code, canRun, of, findings } = await examined({ KATAS_RUNTIME: "jvm" });
    expect([code, canRun]).toEqual([0, true]);
    const names = "Node memory cores ports packages checkout cache settings Docker Java Kafka".split(" ");
    expect(findings.map(({ what }) => what)).toEqual(names);
    expect(of("Node")?.detail).toContain(process.versions.node);
    expect(of("Kafka")?.detail).toBe("on jvm: KATAS_RUNTIME=jvm asks for it");
  });

  test("a cluster that does not answer, and a cache that cannot be written, end it with 3", async () => {
    const cache = path.join(checkout.folder, "package.json", "cache");
    const { code, canRun, of } = await examined({ KATAS_KAFKA_BROKERS: "127.0.0.1:1", KATAS_CACHE: cache });
    expect([code, canRun]).toEqual([3, false]);
    expect(of("Kafka")).toMatchObject({
      state: "problem",
      detail: "No Kafka broker answers at 127.0.0.1:1 (KATAS_KAFKA_BROKERS).",
      remedy: expect.stringContaining("Start that cluster or correct the address"),
    });
    expect(of("cache")).toMatchObject({ detail: `${cache} cannot be written`, remedy: expect.any(String) });
  });

  test("as a person reads it", async () => {
    const { code, out, err } = await checkout.katas(["doctor"], { KATAS_RUNTIME: "podman", TERM: "linux" });
    expect([code, err]).toEqual([3, ""]);
    expect(out).toContain(" + ports      a server on 127.0.0.1 can be reached\n");
    expect(out).toContain(" x Kafka      KATAS_RUNTIME=podman names no runtime.\n              Set it to one of auto,");
    expect(out).toContain("The course cannot run yet: 1 problem.");
  });

  test("packages that are missing or of another version", () => {
    expect(packages(checkout.folder).state).toBe("ok");
    rmSync(path.join(checkout.folder, "node_modules"), { recursive: true });
    checkout.write("package.json", JSON.stringify({ dependencies: { one: "1", two: "1", three: "1" } }));
    const locked = { "node_modules/one": { version: "1.0.1" }, "node_modules/two": { version: "1.0.1" } };
    checkout.write("package-lock.json", JSON.stringify({ packages: locked }));
    checkout.write("node_modules/one/package.json", JSON.stringify({ version: "1.0.0" }));
    checkout.write("node_modules/two/package.json", JSON.stringify({ version: "1.0.1" }));
    expect(packages(checkout.folder)).toEqual({
      what: "packages",
      state: "problem",
      detail: "missing or of another version: one, three",
      remedy: "Run: npm install",
    });
  });
});
