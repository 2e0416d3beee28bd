import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { lastLines, tellingLine } from "./log-tail.ts";

test("the deepest cause is what tells", () => {
  const log = [
    "06:45:12.842 INFO  [BrokerServer id=1] Transition (BrokerServer)",
    "06:45:12.900 ERROR [KafkaServer id=1] Fatal error during startup (BrokerServer)",
    "org.apache.kafka.common.KafkaException: Socket server failed to bind to 127.0.0.1:20000",
    "\tat kafka.network.Acceptor.openServerSocket(SocketServer.scala:721)",
    "Caused by: java.net.BindException: Address already in use",
    "\t... 12 more",
    "06:45:12.950 INFO  shutting down (BrokerServer)",
  ];
  expect(tellingLine(log)).toBe("java.net.BindException: Address already in use");
});

test("without a cause the last error, without its time and level; else the last line", () => {
  expect(tellingLine(["06:45:12.9 ERROR No disk (LogManager)", "06:45:13.0 INFO  bye (App)"])).toBe(
    "No disk (LogManager)",
  );
  expect(tellingLine(["06:45:13.0 INFO  bye (App)", ""])).toBe("bye (App)");
  expect(tellingLine([])).toBeUndefined();
});

test("the end of a long file is read, in whole lines", async () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "katas-log-"));
  try {
    const file = path.join(folder, "server.log");
    fs.writeFileSync(file, Array.from({ length: 50_000 }, (_, i) => `line ${i}\n`).join(""));
    expect(await lastLines(file, 2)).toEqual(["line 49998", "line 49999"]);
    const all = await lastLines(file, 100_000);
    expect(all[0]).toMatch(/^line \d+$/);
    expect(await lastLines(path.join(folder, "none.log"), 2)).toEqual([]);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
});
