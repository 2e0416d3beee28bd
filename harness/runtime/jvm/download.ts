/**
 * One file over HTTP into a `.part`: resumed where it stopped, tried again a few times on a broken connection.
 * undici is Node's own HTTP client as a package: unlike the built-in fetch of Node 20 it honours HTTPS_PROXY.
 */
import fs from "node:fs";
import { open, stat, truncate } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import pRetry from "p-retry";
import { Agent, type Dispatcher, EnvHttpProxyAgent, interceptors, request } from "undici";

/** How often a broken connection, a busy server or a cut-off file is tried again. */
const RETRIES = 3;
const CONNECT_TIMEOUT_MS = 10_000;
/** The longest silence of a server before the connection counts as broken. */
const SILENCE_MS = 30_000;

/** The server answered, and not with the file. */
export class HttpStatusError extends Error {
  readonly status: number;
  constructor(status: number) {
    super(`HTTP ${status}`);
    this.status = status;
  }
}

/** The connection ended, without an error, before the file did. */
export class CutOffError extends Error {}

/** What arrived is longer than the file can be: an error page, or another file. */
export class TooLongError extends Error {}

/** SHA-256 of the bytes differs from the lock list's. */
export class CorruptError extends Error {}

/** @returns an HTTP client that honours HTTP_PROXY, HTTPS_PROXY and NO_PROXY, and is to be closed by the caller */
export function httpClient(): Dispatcher {
  const timeouts = { connect: { timeout: CONNECT_TIMEOUT_MS }, headersTimeout: SILENCE_MS, bodyTimeout: SILENCE_MS };
  const { HTTP_PROXY, HTTPS_PROXY, http_proxy, https_proxy } = process.env;
  const proxied = HTTP_PROXY || HTTPS_PROXY || http_proxy || https_proxy;
  return proxied ? new EnvHttpProxyAgent(timeouts) : new Agent(timeouts);
}

/** @returns bytes; 0 if there is no such file */
export async function sizeOf(file: string): Promise<number> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (isErrno(error, "ENOENT")) return 0;
    throw error;
  }
}

export function isErrno(error: unknown, ...codes: string[]): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error && typeof error.code === "string" && codes.includes(error.code);
}

/** Worth another try: not what the file system says, nor an answer that will be the same again. */
function isTransient(error: Error): boolean {
  if (error instanceof TooLongError) return false;
  if (error instanceof HttpStatusError) return error.status >= 500 || [408, 416, 429].includes(error.status);
  return !isErrno(error, "ENOSPC", "EDQUOT", "EACCES", "EPERM", "EROFS", "ENOTDIR", "EISDIR", "EMFILE");
}

/**
 * Fetches `url` into `part`, going on from the bytes that are there.
 *
 * @param size     bytes the whole file has
 * @param onBytes  called with the bytes that are there so far
 * @throws HttpStatusError, CutOffError, TooLongError, or what the network or the file system said
 */
export async function download(
  url: string,
  part: string,
  size: number,
  options: { client: Dispatcher; onBytes: (bytes: number) => void; signal: AbortSignal },
): Promise<void> {
  await pRetry(() => attempt(url, part, size, options), {
    retries: RETRIES,
    minTimeout: 200,
    signal: options.signal,
    shouldRetry: ({ error }) => !options.signal.aborted && isTransient(error),
  });
}

async function attempt(
  url: string,
  part: string,
  size: number,
  { client, onBytes, signal }: { client: Dispatcher; onBytes: (bytes: number) => void; signal: AbortSignal },
): Promise<void> {
  let done = await sizeOf(part);
  if (done === size) return;
  if (done > size) {
    await truncate(part, 0);
    done = 0;
  }
  const { statusCode, headers, body } = await request(url, {
    dispatcher: client.compose(interceptors.redirect({ maxRedirections: 5 })),
    headers: done > 0 ? { range: `bytes=${done}-` } : {},
    signal,
  });
  const resumed = statusCode === 206 && String(headers["content-range"]).startsWith(`bytes ${done}-`);
  if (statusCode !== 200 && !resumed) {
    await body.dump();
    // A range the server cannot serve, or another one than was asked for: from the start, next time.
    if (statusCode === 206 || statusCode === 416) await truncate(part, 0);
    throw new HttpStatusError(statusCode === 206 ? 416 : statusCode);
  }
  if (!resumed) done = 0;
  onBytes(done);
  // Opened before anything can fail: a stream that is destroyed while it opens would make the file after it was removed.
  const file = await open(part, resumed ? "a" : "w");
  await pipeline(
    body,
    async function* counted(chunks: AsyncIterable<Buffer>) {
      for await (const chunk of chunks) {
        done += chunk.length;
        if (done > size) throw new TooLongError(`more than ${size} bytes`);
        onBytes(done);
        yield chunk;
      }
    },
    fs.createWriteStream(part, { fd: file }),
  ).finally(() => file.close());
  if (done < size) throw new CutOffError(`${done} of ${size} bytes`);
}
