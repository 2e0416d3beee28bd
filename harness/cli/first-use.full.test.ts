/**
 * The first use of the servers: from an empty cache and a mirror to a broker; and where something is in its way: a sentence,
 * its remedy, exit code 3, and nothing that stays. Needs Java.
 */
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import http from "node:http";
import path from "node:path";
import { Readable } from "node:stream";
import { setTimeout as pause } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isRunning } from "../processes.ts";
import { fetchArtifacts } from "../runtime/jvm/artifacts.ts";
import { jarsFolder } from "../runtime/jvm/installation.ts";
import { artifactsOf } from "../runtime/jvm/lock-file.ts";
import { type Checkout, makeCheckout } from "./testing/checkout.ts";

let checkout: Checkout;
let mirror: http.Server;
let answer: http.RequestListener;
let env: Record<string, string>;

beforeEach(async () => {
  checkout = makeCheckout({ git: false });
  mirror = http.createServer((request, response) => answer(request, response));
  mirror.listen(0, "127.0.0.1");
  await once(mirror, "listening");
  const address = mirror.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const KATAS_MAVEN_REPOSITORY = `http://127.0.0.1:${address.port}`;
  env = { KATAS_RUNTIME: "jvm", KATAS_CACHE: path.join(checkout.folder, "cache"), KATAS_MAVEN_REPOSITORY };
});
afterEach(async () => {
  await checkout.katas(["down"]);
  checkout.remove();
  mirror.closeAllConnections();
  mirror.close();
});

/** Asks for a server that cannot be had. @returns what is said, without line ends */
async function refused(): Promise<string> {
  const { code, out, err } = await checkout.katas(["up"], env);
  expect([code, out]).toEqual([3, ""]);
  expect(err).not.toMatch(/^\s+at |fault of the course/m);
  const { supervisor, nodes } = JSON.parse((await checkout.katas(["status", "--json"], env)).out);
  expect(nodes).toEqual([]);
  await checkout.katas(["down"], env);
  expect(isRunning(supervisor.pid)).toBe(false);
  return err.replaceAll(/\s+/g, " ");
}

/** A file from a mirror that is slow until it is told that it is waited for. */
async function* trickled(file: string, told: () => boolean): AsyncGenerator<Buffer> {
  const bytes = readFileSync(file);
  let sent = 0;
  for (; !told() && sent < bytes.length; sent++) {
    yield bytes.subarray(sent, sent + 1);
    await pause(200);
  }
  yield bytes.subarray(sent);
}

test("an empty cache is filled from the mirror alone while a stub is judged, and a broker runs", async () => {
  const artifacts = artifactsOf("kafka");
  const repository = process.env.KATAS_MAVEN_REPOSITORY;
  const here = await fetchArtifacts(artifacts, { folder: jarsFolder(), repository });
  const names = artifacts.map(({ artifactId, version, classifier, extension }) =>
    [artifactId, version, classifier].filter(Boolean).join("-").concat(".", extension),
  );
  const asked = new Map<string, number>();
  const said = path.join(checkout.folder, "stderr");
  const told = () => (existsSync(said) ? readFileSync(said, "utf8") : "");
  answer = ({ url = "" }, response) => {
    const name = path.posix.basename(url);
    asked.set(name, (asked.get(name) ?? 0) + 1);
    const file = here[names.indexOf(name)];
    if (file === undefined) response.writeHead(404).end();
    else Readable.from(trickled(file, () => told().includes("fetching Kafka"))).pipe(response);
  };
  const judged = await checkout.katas(["test", "module-00"], env, ["/bin/sh", "-c", `exec "$@" 2> "${said}"`, "sh"]);
  expect([judged.code, judged.out]).toEqual([1, expect.stringContaining("not implemented yet")]);
  expect(told()).toContain("fetching Kafka");
  expect(told()).not.toContain("need servers");
  expect(asked).toEqual(new Map(names.map((name) => [name, 1])));
  await checkout.katas(["down"], env);
  const { code, out, err } = await checkout.katas(["up", "kafka"], env);
  expect([code, out]).toEqual([0, expect.stringMatching(/^ {3}kafka {2}127\.0\.0\.1:\d+$/m)]);
  expect(err).toContain("Kafka is ready after");
  expect(asked).toEqual(new Map(names.map((name) => [name, 1])));
}, 120_000);

test("no network", async () => {
  env.KATAS_MAVEN_REPOSITORY = "http://127.0.0.1:1";
  const said = await refused();
  expect(said).toMatch(/No connection to the Maven repository \(ECONNREFUSED\): \S+\.jar could not be fetched\./);
  expect(said).toContain("Check the network, a proxy (HTTPS_PROXY), or the mirror (KATAS_MAVEN_REPOSITORY).");
});

test("Ctrl-C while the next exercises' servers are fetched", async () => {
  answer = (_request, response) => response.write("a");
  const begun = performance.now();
  const pressed = ["timeout", "--foreground", "--preserve-status", "-s", "INT", "6"];
  const { code, out, err } = await checkout.katas(["test", "module-00"], env, pressed);
  expect(code).toBe(130);
  expect(performance.now() - begun).toBeLessThan(9_000);
  expect(out).toContain("not implemented yet");
  expect(err).not.toContain("need servers");
});

test("downloads that are cut off", async () => {
  answer = (_request, response) => response.end("half of a j");
  const said = await refused();
  expect(said).toMatch(/The download of \S+\.jar was cut off again and again \(11 of \d+ bytes\)\./);
  expect(said).toContain("Run the command again when the connection is better.");
});

test("downloads that are not what was locked", async () => {
  answer = (_request, response) => response.end(Buffer.alloc(30_000_000, "x"));
  const said = await refused();
  expect(said).toMatch(/\S+\.jar was fetched twice and is not the file that was locked/);
  expect(said).toContain("The mirror (KATAS_MAVEN_REPOSITORY) or a proxy in between may be at fault");
});

test("a cache folder that cannot be written", async () => {
  env.KATAS_CACHE = path.join(checkout.folder, "package.json", "cache");
  const said = await refused();
  expect(said).toMatch(/The cache folder \S+ ?\S+ cannot be written \(ENOTDIR\)\./);
  expect(said).toContain("Make it writable, or name another folder in KATAS_CACHE.");
});
