import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { ROOT } from "../../paths.ts";
import { isRunning } from "../../processes.ts";
import type { ProgressEvent } from "../contract.ts";
import { needSupervisor } from "./index.ts";
import { dial } from "./link.ts";
import { readServing } from "./place.ts";
import { type FakeCheckout, fakeCheckout, processesOf, until } from "./testing/checkout.ts";

// Guardians, process groups and ps are POSIX's.
const posix = process.platform !== "win32";

let checkout: FakeCheckout;
beforeEach(() => {
  checkout = fakeCheckout();
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await checkout.remove();
  expect(checkout.processes()).toEqual([]);
});

function servingOf({ place }: FakeCheckout) {
  const serving = readServing(place);
  if (serving === undefined) throw new Error("no state file");
  return serving;
}

describe("serving", () => {
  test("is started by the first, found by the next, and asked again answers what is up", async () => {
    expect(await checkout.find()).toBeUndefined();
    const first = await checkout.need();
    const events: ProgressEvent[] = [];
    const stack = await first.ensure(["kafka"], { onProgress: (event) => events.push(event) });
    expect(events.map(({ stage }) => stage)).toEqual(["start", "ready"]);
    expect(stack).toMatchObject({ runtime: "docker", reason: "docker is here" });

    const second = await checkout.need();
    expect(await second.ensure(["kafka"])).toEqual(stack);
    expect((await second.status()).pid).toBe((await first.status()).pid);
    // The choice is remembered: one probe.
    expect(checkout.calls().filter((call) => call.endsWith("available"))).toEqual(["docker available"]);
  });

  test("kills, restarts, tells logs and status; a Problem stays one across the socket", async () => {
    const supervisor = await checkout.need();
    await supervisor.ensure(["kafka"]);
    await supervisor.kill("kafka-1");
    expect((await supervisor.status()).nodes).toMatchObject([{ node: "kafka-1", state: "stopped" }]);
    await supervisor.restart("kafka-1");
    expect((await supervisor.status()).nodes).toMatchObject([{ node: "kafka-1", state: "running" }]);
    expect(await supervisor.logs("kafka-1", 7)).toMatch(/^7 lines of \d+$/);
    await expect(supervisor.kill("kafka-9")).rejects.toMatchObject({
      name: "Problem",
      message: 'There is no server "kafka-9".',
      remedy: "Look.",
      exitCode: 2,
    });
  });

  test("of several first users at the same moment exactly one supervisor results", async () => {
    const all = await Promise.all([1, 2, 3, 4].map(async () => await (await checkout.need()).status()));
    expect(new Set(all.map(({ pid }) => pid)).size).toBe(1);
    const alive = () => processesOf(checkout.place.state).length;
    await until(() => alive() === 1, 5_000, "the others have ended");
  });

  test("two checkouts side by side know nothing of each other", async () => {
    const other = fakeCheckout();
    try {
      const [mine, its] = await Promise.all([checkout.need(), other.need()]);
      await Promise.all([mine.ensure(["kafka"]), its.ensure(["kafka"])]);
      await its.down();
      expect(other.processes()).toEqual([]);
      expect((await mine.status()).nodes).toMatchObject([{ state: "running" }]);
    } finally {
      await other.remove();
    }
  });

  test("the state file is the user's alone, and a wrong token is refused", async () => {
    const supervisor = await checkout.need();
    const serving = servingOf(checkout);
    if (posix) {
      expect(statSync(checkout.place.stateFile).mode & 0o777).toBe(0o600);
      expect(statSync(path.dirname(serving.socket)).mode & 0o777).toBe(0o700);
    }
    const forged = { ...serving, token: "0".repeat(serving.token.length) };
    await expect(dial(checkout.place, forged)).rejects.toThrow("refuses this token");
    expect((await supervisor.status()).pid).toBe(serving.pid);
  });

  test("answers nothing to a connection that did not greet", async () => {
    await checkout.need();
    const socket = net.connect(servingOf(checkout).socket);
    const body = JSON.stringify({ jsonrpc: "2.0", id: 1, method: "down", params: {} });
    socket.write(`Content-Length: ${body.length}\r\n\r\n${body}`);
    let answer = "";
    socket.on("data", (data) => {
      answer += String(data);
    });
    await until(() => answer.includes("has not greeted"), 5_000, "it refused");
    socket.destroy();
    expect(isRunning(servingOf(checkout).pid)).toBe(true);
  });
});

describe("choosing", () => {
  test("auto falls to jvm when docker cannot start it, says so, and remembers", async () => {
    vi.stubEnv("KATAS_FAKE_DOCKER", "fails");
    const supervisor = await checkout.need();
    const stack = await supervisor.ensure(["kafka"]);
    expect(stack).toMatchObject({ runtime: "jvm", reason: "jvm is here and the docker failed" });
    expect(await supervisor.ensure(["kafka"])).toEqual(stack);
    expect(checkout.calls().filter((call) => call === "docker ensure kafka")).toHaveLength(1);
  });

  test("asked for by name, another runtime runs beside the one that auto amounts to", async () => {
    const supervisor = await checkout.need();
    const named = await needSupervisor(checkout.place, checkout.program, () => "jvm");
    await supervisor.ensure(["kafka"]);
    expect(await named.ensure(["kafka"])).toMatchObject({ runtime: "jvm", reason: "KATAS_RUNTIME=jvm asks for it" });
    await named.kill("kafka-1");
    const { stack, auto, nodes } = await supervisor.status();
    expect([stack?.runtime, auto?.runtime]).toEqual(["jvm", "docker"]);
    expect(nodes).toMatchObject([
      { runtime: "docker", state: "running" },
      { runtime: "jvm", state: "stopped" },
    ]);
    named.close();
  });

  test("a client's settings count, not those of the shell that started the supervisor", async () => {
    vi.stubEnv("KATAS_FAKE_DOCKER", "absent");
    vi.stubEnv("KATAS_FAKE_JVM", "absent");
    const supervisor = await checkout.need();
    await expect(supervisor.ensure(["kafka"])).rejects.toMatchObject({
      message: "Kafka needs Docker or Java here, but no docker is here and no jvm is here.",
      remedy: "Install docker, or install jvm.",
      exitCode: 3,
    });
    expect((await supervisor.status()).nodes).toEqual([]);
    vi.stubEnv("KATAS_FAKE_JVM", "well");
    expect(await supervisor.ensure(["kafka"])).toMatchObject({ reason: "jvm is here and no docker is here" });
  });

  test("an idle time that is no number is a usage problem, before and after the start", async () => {
    vi.stubEnv("KATAS_IDLE_MINUTES", "soon");
    const problem = { name: "Problem", message: "KATAS_IDLE_MINUTES=soon is no number of minutes.", exitCode: 2 };
    await expect(checkout.need()).rejects.toMatchObject(problem);
    vi.stubEnv("KATAS_IDLE_MINUTES", "1");
    const supervisor = await checkout.need();
    vi.stubEnv("KATAS_IDLE_MINUTES", "soon");
    await expect(supervisor.ensure(["kafka"])).rejects.toMatchObject(problem);
    expect((await supervisor.status()).nodes).toEqual([]);
  });
});

describe("who leaves in the middle", () => {
  test("an aborted caller stops waiting, and the start goes on for the next", async () => {
    vi.stubEnv("KATAS_FAKE_DOCKER", "slow");
    const supervisor = await checkout.need();
    const stop = new AbortController();
    const waiting = supervisor.ensure(["kafka"], {
      signal: stop.signal,
      onProgress: () => stop.abort(new Error("enough")),
    });
    await expect(waiting).rejects.toThrow("enough");
    await supervisor.ensure(["kafka"]);
    expect(checkout.calls().filter((call) => call === "docker started kafka")).toHaveLength(1);
  });

  test.runIf(posix)("Ctrl-C of a client that waits hurts neither the supervisor nor the start", async () => {
    vi.stubEnv("KATAS_FAKE_DOCKER", "slow");
    const { place, program } = checkout;
    const script = `
      const { needSupervisor, placeOf } = await import(${JSON.stringify(path.join(import.meta.dirname, "index.ts"))});
      const supervisor = await needSupervisor(placeOf(process.argv[1]), JSON.parse(process.argv[2]), () => "auto");
      await supervisor.ensure(["kafka"], { onProgress: ({ stage }) => console.log(stage) });`;
    const args = ["--import", "tsx", "--input-type=module", "-e", script, place.state, JSON.stringify(program)];
    const client = spawn(process.execPath, args, { cwd: ROOT, detached: true, stdio: ["ignore", "pipe", "inherit"] });
    const ended = once(client, "exit");
    expect(String((await once(client.stdout, "data"))[0]).trim()).toBe("start");
    process.kill(-(client.pid ?? 0), "SIGINT");
    expect((await ended)[1]).toBe("SIGINT");

    await until(() => checkout.calls().includes("docker started kafka"), 5_000, "the start went on");
    expect((await (await checkout.find())?.status())?.nodes).toMatchObject([{ state: "running" }]);
  });
});

describe("ending", () => {
  test("down leaves no process, no state file and no socket", async () => {
    const supervisor = await checkout.need();
    await supervisor.ensure(["kafka", "kafka3"]);
    const { socket } = servingOf(checkout);
    await supervisor.down();
    expect(checkout.processes()).toEqual([]);
    expect(existsSync(checkout.place.stateFile)).toBe(false);
    if (posix) expect(existsSync(path.dirname(socket))).toBe(false);
  });

  test("who asked for the end is answered, though meanwhile the state file goes", async () => {
    vi.stubEnv("KATAS_FAKE_DOCKER", "lingers");
    const supervisor = await checkout.need();
    await supervisor.ensure(["kafka"]);
    const down = supervisor.down();
    rmSync(checkout.place.stateFile);
    await down;
    expect(checkout.processes()).toEqual([]);
  });

  test("stops after the idle time, and not while a client is connected", async () => {
    vi.stubEnv("KATAS_IDLE_MINUTES", "0.02");
    const supervisor = await checkout.need();
    await supervisor.ensure(["kafka"]);
    const { pid, nodes, idleStopAt } = await supervisor.status();
    expect(idleStopAt).toBeGreaterThan(Date.now());
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(isRunning(pid)).toBe(true);
    supervisor.close();
    await until(() => checkout.processes().length === 0, 6_000, "all have ended");
    expect(isRunning(Number(nodes[0]?.id))).toBe(false);
    expect(checkout.log()).toContain("nobody needed it");
  });

  test.runIf(posix)("SIGTERM stops the servers in order", async () => {
    const supervisor = await checkout.need();
    await supervisor.ensure(["kafka"]);
    process.kill(servingOf(checkout).pid, "SIGTERM");
    await until(() => checkout.processes().length === 0, 5_000, "all have ended");
    expect(existsSync(checkout.place.stateFile)).toBe(false);
    expect(checkout.log()).toContain("it got SIGTERM");
  });

  test.runIf(posix)("SIGKILL takes its servers with it, and the next user starts anew", async () => {
    const supervisor = await checkout.need();
    await supervisor.ensure(["kafka"]);
    const { pid } = servingOf(checkout);
    expect(checkout.processes().length).toBe(3);
    process.kill(pid, "SIGKILL");
    await until(() => checkout.processes().length === 0, 5_000, "supervisor, server and guardian have ended");

    expect(await checkout.find()).toBeUndefined();
    expect(existsSync(checkout.place.stateFile)).toBe(false);
    const next = await checkout.need();
    expect((await next.ensure(["kafka"])).runtime).toBe("docker");
    expect((await next.status()).pid).not.toBe(pid);
  });

  test("a crash is told by the log, which the client's problem names; nothing survives it", async () => {
    vi.stubEnv("KATAS_FAKE_DOCKER", "crashes");
    const supervisor = await checkout.need();
    await supervisor.ensure(["kafka"]).catch(() => {});
    await until(() => supervisor.closed, 5_000, "it has ended");
    await expect(supervisor.status()).rejects.toMatchObject({
      name: "Problem",
      message: expect.stringContaining("supervisor.log tells why"),
    });
    expect(checkout.log()).toContain("crashed: TypeError: a bug of the supervisor");
    await until(() => checkout.processes().length === 0, 5_000, "all have ended");
  });

  test("stops when its state file is deleted, as nobody could find it any more", async () => {
    const supervisor = await checkout.need();
    await supervisor.ensure(["kafka"]);
    supervisor.close();
    const its = checkout.processes();
    rmSync(checkout.place.stateFile);
    const next = await checkout.need();
    await next.status();
    expect(checkout.log()).toContain("its state file is gone");
    // The next one begins as soon as the servers of the one before are gone: that one may still be about to end.
    await until(() => !its.some(isRunning), 5_000, "the one before has ended");
  });

  test("stops when the checkout is deleted, and leaves nothing", async () => {
    const supervisor = await checkout.need();
    await supervisor.ensure(["kafka"]);
    const { socket } = servingOf(checkout);
    supervisor.close();
    rmSync(checkout.place.state, { recursive: true });
    await until(() => checkout.processes().length === 0, 6_000, "all have ended");
    if (posix) expect(existsSync(path.dirname(socket))).toBe(false);
  });
});

describe("what an earlier one left", () => {
  test.for([
    ["no JSON", "{"],
    ["of nobody", JSON.stringify({ pid: 999_999_999, socket: "/nowhere/s", token: "x" })],
  ])("a state file that is %s is in nobody's way", async ([, content]) => {
    writeFileSync(checkout.place.stateFile, content ?? "");
    expect(await checkout.find()).toBeUndefined();
    expect((await (await checkout.need()).status()).nodes).toEqual([]);
  });

  test("a supervisor of other sources is replaced, and that is said", async () => {
    const old = await checkout.need();
    await old.ensure(["kafka"]);
    const { pid } = await old.status();
    writeFileSync(path.join(checkout.program.sources, "changed.ts"), "export const now = true;\n");
    const said: ProgressEvent[] = [];
    const next = await checkout.need((event) => said.push(event));
    expect(said).toEqual([{ stage: "notice", text: "starting the supervisor again, since its sources changed" }]);
    expect((await next.status()).pid).not.toBe(pid);
    expect(isRunning(pid)).toBe(false);
  });

  test("one that cannot start is a problem that names the log", async () => {
    const broken = {
      ...checkout,
      program: { ...checkout.program, args: [path.join(checkout.place.state, "none.js")] },
    };
    await expect(needSupervisor(broken.place, broken.program, () => "auto")).rejects.toMatchObject({
      name: "Problem",
      message: expect.stringContaining("could not be started"),
      remedy: expect.stringContaining("supervisor.log"),
    });
    expect(readFileSync(checkout.place.log, "utf8")).toContain("none.js");
  });
});
