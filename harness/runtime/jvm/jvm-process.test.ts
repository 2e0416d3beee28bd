import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { EarlyExit, JvmProcess } from "./jvm-process.ts";

const never = async () => false;

test("a process that ends before it answers is told of at once, with what it said", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "katas-node-"));
  try {
    // Node stands in for a Java that refuses its options.
    const java = { program: process.execPath, major: 17, version: "17" };
    const node = new JvmProcess({ name: "kafka-1", folder, address: "127.0.0.1:1" });
    node.spawn({ installation: { java, classPath: "" }, flags: ["-Xmx64m"], main: "kafka.Kafka", args: [] });
    expect(node.state).toBe("starting");
    const error: unknown = await node
      .untilReady(never, new AbortController().signal)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(EarlyExit);
    expect(error).toMatchObject({ portTaken: false, exitCode: 3 });
    expect(String(error)).toMatch(/kafka-1 stopped while it was starting: .*bad option: -/);
    expect(node.state).toBe("stopped");
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});

test("a Java that is not there is told of in the same way", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "katas-node-"));
  try {
    const java = { program: path.join(folder, "no-java"), major: 17, version: "17" };
    const node = new JvmProcess({ name: "kafka-1", folder, address: "127.0.0.1:1" });
    node.spawn({ installation: { java, classPath: "" }, flags: ["-Xmx64m"], main: "kafka.Kafka", args: [] });
    await expect(node.untilReady(never, new AbortController().signal)).rejects.toThrow(/no-java|ENOENT/);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
