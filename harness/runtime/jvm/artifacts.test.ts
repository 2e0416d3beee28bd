import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import fsPromises from "node:fs/promises";
import http from "node:http";
import net, { type AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { Writable } from "node:stream";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Problem } from "../../problem.ts";
import { NotObserved, until } from "../../until.ts";
import { addressOf, fetchArtifacts } from "./artifacts.ts";
import { type Artifact, artifactsOf } from "./lock-file.ts";

type Answer = (request: http.IncomingMessage, response: http.ServerResponse, bytes: Buffer) => void;

const CONTENTS = new Map(["one", "two", "three"].map((name) => [name, Buffer.from(`${name} `.repeat(5_000))]));
const LOCK = [...CONTENTS].map(([name, bytes]) => artifact(name, bytes));
const ONE = LOCK.slice(0, 1);

let root: string;
let folder: string;
let repository: string;
let server: http.Server;
let answer: Answer;
let requests: { name: string; range: string | undefined }[];

function artifact(artifactId: string, bytes: Buffer): Artifact {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { groupId: "org.example", artifactId, version: "1.0", extension: "jar", sha256, size: bytes.length };
}

/** What a Maven repository does: the whole file, or the range that is asked for. */
const honest: Answer = (request, response, bytes) => {
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? "")?.[1] ?? 0);
  if (from > 0) response.setHeader("content-range", `bytes ${from}-${bytes.length - 1}/${bytes.length}`);
  response.writeHead(from > 0 ? 206 : 200).end(bytes.subarray(from));
};

/** Ends the connection as soon as half of the file has reached the client's disk. */
const cutOff: Answer = (_request, response, bytes) => {
  const half = bytes.length / 2;
  response.writeHead(200, { "content-length": bytes.length });
  response.write(bytes.subarray(0, half));
  vi.waitUntil(() => fs.existsSync(partOf("one")) && fs.statSync(partOf("one")).size === half, 5_000)
    .catch(() => undefined)
    .then(() => response.destroy());
};

function bytesOf(name: string): Buffer {
  return CONTENTS.get(name) ?? Buffer.alloc(0);
}

function partOf(name: string): string {
  return `${fileOf(name)}.part`;
}

function fileOf(name: string): string {
  const { sha256 } = artifact(name, bytesOf(name));
  return path.join(folder, `${name}-1.0-${sha256.slice(0, 12)}.jar`);
}

/** What a download failed with: always a fault of this side, never of the command line, and no lock is left. */
async function problemOf(work: Promise<unknown>): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Problem)) throw new Error("a Problem was expected", { cause: error });
  expect(error.exitCode).toBe(3);
  const left = fs.existsSync(folder) ? fs.readdirSync(folder) : [];
  expect(left.filter((name) => name.endsWith(".lock"))).toEqual([]);
  return error;
}

beforeEach(async () => {
  root = fs.mkdtempSync(path.join(os.tmpdir(), "katas-artifacts-"));
  folder = path.join(root, "cache", "jars");
  requests = [];
  answer = honest;
  server = http.createServer((request, response) => {
    const name = /\/org\/example\/(\w+)\/1\.0\/\1-1\.0\.jar$/.exec(request.url ?? "")?.[1] ?? "";
    requests.push({ name, range: request.headers.range });
    answer(request, response, bytesOf(name));
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  repository = `http://127.0.0.1:${(server.address() as AddressInfo).port}/maven`;
});

afterEach(async () => {
  vi.restoreAllMocks();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  fs.rmSync(root, { recursive: true, force: true });
});

test("fetches what is missing, tells the bytes, and gives the paths in the order of the list", async () => {
  const told: [number, number][] = [];
  const files = await fetchArtifacts(LOCK, { folder, repository, onProgress: (...event) => told.push(event) });
  expect(files.map((file) => fs.readFileSync(file))).toEqual([...CONTENTS.values()]);
  const total = LOCK.reduce((sum, { size }) => sum + size, 0);
  expect(told[0]).toEqual([0, total]);
  expect(told.at(-1)).toEqual([total, total]);
  expect(fs.readdirSync(folder)).toHaveLength(LOCK.length);
});

test("without a repository of one's own the built-in one is asked, over https", async () => {
  const kafka = artifactsOf("kafka").filter(({ artifactId }) => artifactId === "kafka_2.13");
  const [address = ""] = await Promise.all(kafka.map((artifact) => addressOf(artifact)));
  const { protocol, pathname } = new URL(address);
  expect(protocol).toBe("https:");
  expect(pathname).toMatch(/\/org\/apache\/kafka\/kafka_2\.13\/4\.3\.1\/kafka_2\.13-4\.3\.1\.jar$/);
});

test("fetches 8 at a time", async () => {
  const bytes = Buffer.from("a jar");
  const many = Array.from({ length: 20 }, (_, i) => artifact(`jar${i}`, bytes));
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let open = 0;
  let most = 0;
  answer = async (_request, response) => {
    most = Math.max(most, ++open);
    await held;
    open--;
    response.end(bytes);
  };
  const fetching = fetchArtifacts(many, { folder, repository });
  await until(
    "8 requests",
    () => open,
    (count) => count === 8,
  );
  await expect(
    until(
      "a ninth",
      () => open,
      (count) => count > 8,
      200,
    ),
  ).rejects.toThrow(NotObserved);
  release();
  expect(await fetching).toHaveLength(20);
  expect(most).toBe(8);
});

test("a warm start asks nobody and reads nothing", async () => {
  const files = await fetchArtifacts(LOCK, { folder, repository });
  requests = [];
  const read = vi.spyOn(fs, "createReadStream");
  const onProgress = vi.fn();
  expect(await fetchArtifacts(LOCK, { folder, repository, onProgress })).toEqual(files);
  expect(requests).toEqual([]);
  expect(read).not.toHaveBeenCalled();
  expect(onProgress).not.toHaveBeenCalled();
});

test("a file that was written to afterwards is noticed and fetched anew", async () => {
  const [file = ""] = await fetchArtifacts(ONE, { folder, repository });
  fs.writeFileSync(file, Buffer.alloc(bytesOf("one").length));
  await fetchArtifacts(ONE, { folder, repository });
  expect(fs.readFileSync(file)).toEqual(bytesOf("one"));
});

test("a file whose time changed but not its bytes is read, and not fetched", async () => {
  const [file = ""] = await fetchArtifacts(ONE, { folder, repository });
  fs.utimesSync(file, new Date(), new Date());
  await fetchArtifacts(ONE, { folder, repository });
  expect(requests).toHaveLength(1);
});

test("goes on where an earlier run stopped", async () => {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(partOf("one"), bytesOf("one").subarray(0, 7_000));
  const [file = ""] = await fetchArtifacts(ONE, { folder, repository });
  expect(requests).toEqual([{ name: "one", range: "bytes=7000-" }]);
  expect(fs.readFileSync(file)).toEqual(bytesOf("one"));
});

test("a server without ranges sends everything, and that is understood", async () => {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(partOf("one"), bytesOf("one").subarray(0, 7_000));
  answer = (_request, response, bytes) => response.end(bytes);
  const [file = ""] = await fetchArtifacts(ONE, { folder, repository });
  expect(fs.readFileSync(file)).toEqual(bytesOf("one"));
});

test("what an earlier run left damaged is thrown away and fetched from the start", async () => {
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(partOf("one"), Buffer.alloc(7_000));
  const [file = ""] = await fetchArtifacts(ONE, { folder, repository });
  expect(requests.map(({ range }) => range)).toEqual(["bytes=7000-", undefined]);
  expect(fs.readFileSync(file)).toEqual(bytesOf("one"));
});

test("a broken connection is tried again, from the byte it broke at", async () => {
  answer = (...call) => (requests.length === 1 ? cutOff(...call) : honest(...call));
  const [file = ""] = await fetchArtifacts(ONE, { folder, repository });
  expect(fs.readFileSync(file)).toEqual(bytesOf("one"));
  expect(requests).toHaveLength(2);
  expect(requests[1]?.range).toBe(`bytes=${bytesOf("one").length / 2}-`);
});

test("a busy server is asked again", async () => {
  answer = (...call) => (requests.length <= 2 ? call[1].writeHead(503).end() : honest(...call));
  await fetchArtifacts(ONE, { folder, repository });
  expect(requests).toHaveLength(3);
});

test("a connection that breaks every time is a problem of the network", async () => {
  answer = (_request, response) => response.destroy();
  const problem = await problemOf(fetchArtifacts(ONE, { folder, repository }));
  expect(problem.message).toMatch(/^No connection to the Maven repository .*one-1\.0\.jar/);
  expect(requests).toHaveLength(4);
  expect(fs.existsSync(fileOf("one"))).toBe(false);
});

test("an answer that ends early without an error is a cut-off", async () => {
  answer = (_request, response, bytes) => response.end(bytes.subarray(0, 10));
  const problem = await problemOf(fetchArtifacts(ONE, { folder, repository }));
  expect(problem.message).toBe(`The download of one-1.0.jar was cut off again and again (10 of 20000 bytes).`);
});

test("404 names the file and the mirror setting, and is asked once", async () => {
  answer = (_request, response) => response.writeHead(404).end();
  const problem = await problemOf(fetchArtifacts(ONE, { folder, repository }));
  expect(problem.message).toBe("The Maven repository answered 404 for one-1.0.jar.");
  expect(problem.remedy).toMatch(/KATAS_MAVEN_REPOSITORY/);
  expect(requests).toHaveLength(1);
});

test.each([
  ["other bytes", (bytes: Buffer) => Buffer.alloc(bytes.length, "x")],
  ["a page that is longer", (bytes: Buffer) => Buffer.concat([bytes, bytes])],
])("%s: the hash decides, and the mirror is named", async (_name, damage) => {
  answer = (_request, response, bytes) => response.end(damage(bytes));
  const problem = await problemOf(fetchArtifacts(ONE, { folder, repository }));
  expect(problem.message).toMatch(/^one-1\.0\.jar was fetched twice and is not the file that was locked/);
  expect(problem.remedy).toMatch(/mirror \(KATAS_MAVEN_REPOSITORY\)/);
  expect(requests).toHaveLength(2);
  expect(fs.readdirSync(folder)).toEqual([]);
});

test("no network", async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  const problem = await problemOf(fetchArtifacts(ONE, { folder, repository }));
  expect(problem.message).toBe(
    "No connection to the Maven repository (ECONNREFUSED): one-1.0.jar could not be fetched.",
  );
  expect(problem.remedy).toMatch(/HTTPS_PROXY.*KATAS_MAVEN_REPOSITORY/);
});

test("a cache folder that cannot be written", async () => {
  fs.writeFileSync(path.join(root, "cache"), "a regular file");
  const problem = await problemOf(fetchArtifacts(ONE, { folder, repository }));
  expect(problem.message).toBe(`The cache folder ${folder} cannot be written (ENOTDIR).`);
  expect(problem.remedy).toMatch(/KATAS_CACHE/);
});

test("a disk that fills up while writing", async () => {
  vi.spyOn(fs, "createWriteStream").mockImplementation(
    () =>
      new Writable({
        write: (_chunk, _encoding, done) => done(Object.assign(new Error("no space"), { code: "ENOSPC" })),
      }) as fs.WriteStream,
  );
  const problem = await problemOf(fetchArtifacts(LOCK, { folder, repository }));
  expect(problem.message).toBe(`The disk of the cache folder ${folder} is full.`);
  expect(problem.remedy).toMatch(/Free some space/);
});

test("a disk that is too full to begin with: nothing is asked for", async () => {
  const real = await fsPromises.statfs(root);
  vi.spyOn(fsPromises, "statfs").mockResolvedValue({ ...real, bavail: 10 });
  const problem = await problemOf(fetchArtifacts(LOCK, { folder, repository }));
  expect(problem.message).toMatch(/is full/);
  expect(requests).toEqual([]);
});

test("one failure gives the others up", async () => {
  answer = (request, response, bytes) => {
    if (request.url?.includes("two")) response.writeHead(404).end();
    else response.writeHead(200).write(bytes.subarray(0, 100));
  };
  const problem = await problemOf(fetchArtifacts(LOCK, { folder, repository }));
  expect(problem.message).toContain("404 for two-1.0.jar");
});

test("a proxy of the environment is used", async () => {
  const tunnelled: string[] = [];
  const proxy = http.createServer().on("connect", (request, socket) => {
    tunnelled.push(request.url ?? "");
    const { hostname, port } = new URL(`http://${request.url}`);
    const upstream = net.connect(Number(port), hostname, () => socket.write("HTTP/1.1 200 OK\r\n\r\n"));
    socket.pipe(upstream).pipe(socket);
  });
  proxy.listen(0, "127.0.0.1");
  await once(proxy, "listening");
  vi.stubEnv("HTTP_PROXY", `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`);
  for (const name of ["http_proxy", "NO_PROXY", "no_proxy"]) vi.stubEnv(name, undefined);
  try {
    const [file = ""] = await fetchArtifacts(ONE, { folder, repository });
    expect(fs.readFileSync(file)).toEqual(bytesOf("one"));
    expect(tunnelled).toEqual([new URL(repository).host]);
  } finally {
    vi.unstubAllEnvs();
    proxy.close();
  }
});

test("can be given up, with the reason of whoever does", async () => {
  const giveUp = new AbortController();
  answer = (_request, response, bytes) => {
    response.writeHead(200).write(bytes.subarray(0, 100), () => giveUp.abort(new Error("enough")));
  };
  await expect(fetchArtifacts(ONE, { folder, repository, signal: giveUp.signal })).rejects.toThrow("enough");
});

test("the lock of a process that died does not block", async () => {
  const lock = `${fileOf("one")}.lock`;
  fs.mkdirSync(lock, { recursive: true });
  fs.utimesSync(lock, new Date(Date.now() - 10_000), new Date(Date.now() - 10_000));
  const [file = ""] = await fetchArtifacts(ONE, { folder, repository });
  expect(fs.readFileSync(file)).toEqual(bytesOf("one"));
});

test("two processes at the same moment fetch each file once", async () => {
  answer = (...call) => setTimeout(() => honest(...call), 300);
  const script = path.join(root, "fetch.mts");
  const module = pathToFileURL(path.join(import.meta.dirname, "artifacts.ts")).href;
  fs.writeFileSync(
    script,
    `import { fetchArtifacts } from ${JSON.stringify(module)};
     await fetchArtifacts(${JSON.stringify(LOCK)}, ${JSON.stringify({ folder, repository })});`,
  );
  const run = async (): Promise<unknown> => {
    const child = spawn(process.execPath, ["--import", import.meta.resolve("tsx"), script], { stdio: "inherit" });
    return (await once(child, "exit"))[0];
  };
  expect(await Promise.all([run(), run()])).toEqual([0, 0]);
  expect(requests.map(({ name }) => name).sort()).toEqual(["one", "three", "two"]);
  expect(fs.readdirSync(folder).sort()).toEqual([...CONTENTS.keys()].map((name) => path.basename(fileOf(name))).sort());
});
