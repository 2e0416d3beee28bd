/**
 * The files of a lock list, in the cache folder that all checkouts share.
 *
 * A file gets its name only after its SHA-256 was found right, and then also a fixed modification time. A file that
 * has its name, its size and that time is trusted without reading it (a warm start costs one `stat` a file); whatever
 * wrote to it since moved its time, and it is hashed again. The JVM compares the same time with its class archive.
 */
import { createHash } from "node:crypto";
import fs from "node:fs";
import files from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { setTimeout as delay } from "node:timers/promises";
import pMap from "p-map";
import { lock } from "proper-lockfile";
import type { Dispatcher } from "undici";
import { CorruptError, download, httpClient, isErrno, sizeOf, TooLongError } from "./download.ts";
import { explain } from "./download-problems.ts";
import type { Artifact } from "./lock-file.ts";

// A CommonJS module with a default export: Node and Vitest disagree on what a plain import of it is.
const { default: artifactUrl }: typeof import("mvn-artifact-url") = createRequire(import.meta.url)("mvn-artifact-url");

const PARALLEL = 8;
const VERIFIED_AT = new Date("2020-01-01T00:00:00Z");
/** A holder of a lock that died is noticed after this time; a living one renews it at half of it. */
const LOCK_STALE_MS = 4_000;
const LOCK_POLL_MS = 100;
const PROGRESS_EVERY_MS = 100;
/** Left free on the disk beside what is fetched: a broker needs to write, too. */
const SPARE_BYTES = 100_000_000;

export interface FetchOptions {
  /** Where the files go; made if it is not there. */
  folder: string;
  /** Base address of a Maven repository; Maven Central if absent. */
  repository?: string | undefined;
  /** Called at most every 100 ms while something is fetched. */
  onProgress?: (doneBytes: number, totalBytes: number) => void;
  signal?: AbortSignal | undefined;
}

interface Transfer {
  artifact: Artifact;
  file: string;
  client: Dispatcher;
  repository: string | undefined;
  onBytes: (bytes: number) => void;
  signal: AbortSignal;
}

/**
 * The files of a list, fetched if they are not there: 8 at a time, resumed, verified.
 *
 * @returns their paths, in the order of the list
 * @throws Problem where one cannot be had; what was fetched so far is kept
 */
export async function fetchArtifacts(artifacts: readonly Artifact[], options: FetchOptions): Promise<string[]> {
  const wanted = artifacts.map((artifact) => ({ artifact, file: path.join(options.folder, fileName(artifact)) }));
  const missing = (await pMap(wanted, async (entry) => ((await isVerified(entry)) ? [] : [entry]))).flat();
  if (missing.length > 0) await fetchMissing(missing, options);
  return wanted.map(({ file }) => file);
}

async function fetchMissing(missing: { artifact: Artifact; file: string }[], options: FetchOptions): Promise<void> {
  const { folder, repository, onProgress, signal } = options;
  const giveUp = new AbortController();
  const client = httpClient();
  const total = missing.reduce((sum, { artifact }) => sum + artifact.size, 0);
  const bytesOf = new Map<string, number>();
  let toldAt = 0;
  const tell = (): void => {
    toldAt = Date.now();
    onProgress?.(
      [...bytesOf.values()].reduce((sum, bytes) => sum + bytes, 0),
      total,
    );
  };
  let first: { error: unknown; artifact: Artifact | undefined } | undefined;
  try {
    await files.mkdir(folder, { recursive: true });
    await assertSpace(folder, missing);
    tell();
    await pMap(
      missing,
      async ({ artifact, file }) => {
        if (first) return;
        const onBytes = (bytes: number): void => {
          bytesOf.set(file, bytes);
          if (Date.now() - toldAt >= PROGRESS_EVERY_MS) tell();
        };
        const either = signal ? AbortSignal.any([giveUp.signal, signal]) : giveUp.signal;
        try {
          await fetchOne({ artifact, file, client, repository, onBytes, signal: either });
          bytesOf.set(file, artifact.size);
        } catch (error) {
          // The others are given up too, and waited for: when the caller hears of it nothing is being written.
          first ??= { error, artifact };
          giveUp.abort();
        }
      },
      { concurrency: PARALLEL },
    );
  } catch (error) {
    first = { error, artifact: undefined };
  } finally {
    await client.destroy();
  }
  if (first) {
    signal?.throwIfAborted();
    throw explain(first.error, { ...first, folder });
  }
  tell();
}

/** Fetches one file under its lock, unless somebody else has it by then. */
async function fetchOne(transfer: Transfer): Promise<void> {
  const { artifact, file, signal, onBytes } = transfer;
  const lost = new AbortController();
  const release = await lockUnlessThere(transfer, () => lost.abort());
  if (!release) return;
  try {
    const part = `${file}.part`;
    const url = await addressOf(artifact, transfer.repository);
    const options = { client: transfer.client, onBytes, signal: AbortSignal.any([signal, lost.signal]) };
    for (let again = true; ; again = false) {
      // What an earlier run left may be from another file, or damaged: once more, from the start.
      try {
        await download(url, part, artifact.size, options);
        if ((await sha256(part)) !== artifact.sha256) throw new CorruptError(url);
        break;
      } catch (error) {
        if (!(error instanceof CorruptError || error instanceof TooLongError)) throw error;
        await files.rm(part, { force: true });
        if (!again) throw new CorruptError(url, { cause: error });
      }
    }
    await files.utimes(part, VERIFIED_AT, VERIFIED_AT);
    await files.rename(part, file);
  } finally {
    await release().catch(() => undefined);
  }
}

/** Where a repository has an artifact; the built-in one if none is given. */
export async function addressOf(artifact: Artifact, repository?: string): Promise<string> {
  return await artifactUrl(artifact, repository && `${repository.replace(/\/+$/, "")}/`);
}

/** @returns what gives the lock back, or nothing once the file is there, fetched by the holder of the lock */
async function lockUnlessThere(transfer: Transfer, onLost: () => void): Promise<(() => Promise<void>) | undefined> {
  const { file, signal, onBytes } = transfer;
  for (;;) {
    signal.throwIfAborted();
    try {
      const release = await lock(file, { realpath: false, stale: LOCK_STALE_MS, onCompromised: onLost });
      if (!(await isVerified(transfer))) return release;
      await release();
      return undefined;
    } catch (error) {
      if (!isErrno(error, "ELOCKED")) throw error;
      onBytes(await sizeOf(`${file}.part`));
      await delay(LOCK_POLL_MS, undefined, { signal });
    }
  }
}

/** The name carries the hash: two checkouts with different lock files share the folder without noticing each other. */
function fileName({ artifactId, version, classifier, extension, sha256: hash }: Artifact): string {
  return `${[artifactId, version, classifier, hash.slice(0, 12)].filter(Boolean).join("-")}.${extension}`;
}

async function isVerified({ artifact, file }: { artifact: Artifact; file: string }): Promise<boolean> {
  const found = await files.stat(file).catch(() => undefined);
  if (found?.size !== artifact.size) return false;
  if (found.mtimeMs === VERIFIED_AT.getTime()) return true;
  if ((await sha256(file)) !== artifact.sha256) return false;
  // A cache that cannot be written is read again next time.
  await files.utimes(file, VERIFIED_AT, VERIFIED_AT).catch(() => undefined);
  return true;
}

async function sha256(file: string): Promise<string> {
  const hash = createHash("sha256");
  await pipeline(fs.createReadStream(file), hash);
  return hash.digest("hex");
}

/** Says it before the first byte is fetched; a file system that does not tell is found out by writing. */
async function assertSpace(folder: string, missing: { artifact: Artifact; file: string }[]): Promise<void> {
  const space = await files.statfs(folder).catch(() => undefined);
  let needed = SPARE_BYTES;
  for (const { artifact, file } of missing) needed += Math.max(0, artifact.size - (await sizeOf(`${file}.part`)));
  if (space && space.bavail * space.bsize < needed) {
    throw Object.assign(new Error(`${needed} bytes are needed`), { code: "ENOSPC" });
  }
}
