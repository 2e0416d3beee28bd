import { expect, test } from "vitest";
import { parse } from "yaml";
import { flinkConfig, JVM_FLAGS } from "./flink-config.ts";

const PORTS = { jobManager: 21123, blobServer: 21124, rest: 21081, sqlGateway: 21083 };

test("every address is the loopback's, and the ports are those that were given", () => {
  const config: Record<string, unknown> = parse(flinkConfig("/somewhere/flink", PORTS));
  const addresses = Object.entries(config).filter(([key]) => /(address|host)$/.test(key));
  expect(addresses).toHaveLength(8);
  for (const [, address] of addresses) expect(address).toBe("127.0.0.1");
  const ports = Object.entries(config).filter(([key]) => key.endsWith("port"));
  expect(Object.fromEntries(ports)).toEqual({
    "jobmanager.rpc.port": 21123,
    "blob.server.port": "21124",
    "rest.port": 21081,
    "sql-gateway.endpoint.rest.port": 21083,
  });
});

test("a TaskManager's heap and direct memory are what its JVM is given", () => {
  const config: Record<string, unknown> = parse(flinkConfig("/somewhere/flink", PORTS));
  const megabytes = (...keys: string[]) =>
    keys.reduce((sum, key) => sum + Number.parseInt(String(config[`taskmanager.memory.${key}`]), 10), 0);
  expect(JVM_FLAGS.taskManager).toContain(`-Xmx${megabytes("framework.heap.size", "task.heap.size")}m`);
  const direct = megabytes("framework.off-heap.size", "task.off-heap.size", "network.max");
  expect(JVM_FLAGS.taskManager).toContain(`-XX:MaxDirectMemorySize=${direct}m`);
  expect(JVM_FLAGS.taskManager).toContain(`-XX:MaxMetaspaceSize=${megabytes("jvm-metaspace.size")}m`);
  expect(config["taskmanager.memory.network.min"]).toBe(config["taskmanager.memory.network.max"]);
});

test("JavaScript is compiled by more than the quick compiler", () => {
  expect(JVM_FLAGS.taskManager.join(" ")).not.toContain("TieredStopAtLevel");
});

test.for([
  ["/home/a b, c: #1/flink", "file:///home/a b, c: #1/flink/checkpoints"],
  ["C:\\Users\\a b\\flink", "file:///C:/Users/a b/flink/checkpoints"],
])("a folder of any name: %s", ([folder = "", address]) => {
  const config: Record<string, unknown> = parse(flinkConfig(folder, PORTS));
  expect(config["execution.checkpointing.dir"]).toBe(address);
  expect(config["web.upload.dir"]).toBe(`${folder}/upload`);
  expect(config["io.tmp.dirs"]).toBe("tmp");
});
