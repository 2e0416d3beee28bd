import { execFile } from "node:child_process";
import net from "node:net";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { uncompiled } from "./paths.ts";
import { within } from "./within.ts";

test("what is done in time is what it is, or throws what it throws", async () => {
  expect(await within(10_000, async () => "done")).toBe("done");
  await expect(within(10_000, async () => Promise.reject(new Error("not so")))).rejects.toThrow("not so");
});

test("what is not is told to give up, and why", async () => {
  const untilTold = (signal: AbortSignal) =>
    new Promise((_, reject) => signal.addEventListener("abort", () => reject(signal.reason)));
  await expect(within(20, untilTold)).rejects.toMatchObject({
    name: "TimeoutError",
    message: "Not done within 20 ms.",
  });
});

test("a process does not end while it waits for a server that closes every connection at once", async () => {
  const closing = net.createServer((socket) => socket.end());
  await new Promise<void>((resolve) => closing.listen(0, "127.0.0.1", resolve));
  const { port } = closing.address() as net.AddressInfo;
  const asks = `
    import { within } from "${pathToFileURL(path.join(import.meta.dirname, "within.ts"))}";
    const ask = (signal) => fetch("http://127.0.0.1:${port}/", { signal });
    await within(300, ask).catch((error) => console.log(error.name));
  `;
  try {
    const program = [...uncompiled("--input-type=module"), "--eval", asks];
    const { stdout } = await promisify(execFile)(process.execPath, program);
    // Other versions of Node tell that it was closed.
    expect(["TimeoutError", "TypeError"]).toContain(stdout.trim());
  } finally {
    closing.close();
  }
});
