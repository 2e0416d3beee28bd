import net from "node:net";
import getPort from "get-port";
import { describe, expect, test } from "vitest";
import { parseBrokers } from "./brokers.ts";
import { externalRuntime } from "./index.ts";

const quiet = () => {};

describe("addresses", () => {
  test.for([
    ["localhost:9092", ["localhost:9092"]],
    [" a.example:1 , 10.0.0.7:65535,", ["a.example:1", "10.0.0.7:65535"]],
    ["[::1]:9092", ["[::1]:9092"]],
    ["kafka_1:9092,kafka_1:9092", ["kafka_1:9092"]],
  ] as const)("%s", ([value, addresses]) => {
    expect(parseBrokers(value)).toEqual(addresses);
  });

  test.for(["localhost", "localhost:", ":9092", "localhost:0", "localhost:65536", "http://a:1", "a:1;b:2", "a b:1"])(
    "%s is none",
    (value) => {
      expect(() => parseBrokers(value)).toThrow(
        expect.objectContaining({ message: expect.stringContaining(`"${value}" is no address`), exitCode: 2 }),
      );
    },
  );

  test("none at all says where they belong", () => {
    expect(() => parseBrokers(" ")).toThrow(
      expect.objectContaining({ message: expect.stringContaining("KATAS_KAFKA_BROKERS"), exitCode: 2 }),
    );
  });
});

describe("a cluster that is not there", () => {
  test("a closed port is named", async () => {
    const address = `127.0.0.1:${await getPort()}`;
    const runtime = externalRuntime({ KATAS_KAFKA_BROKERS: address });
    await expect(runtime.ensure("kafka", quiet)).rejects.toMatchObject({
      name: "Problem",
      message: `No Kafka broker answers at ${address} (KATAS_KAFKA_BROKERS).`,
      remedy: expect.stringContaining("correct the address"),
      exitCode: 3,
    });
  });

  test("something that accepts and says nothing is given up in bounded time", async () => {
    const silent = net.createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    const { port } = silent.address() as net.AddressInfo;
    try {
      const runtime = externalRuntime({ KATAS_KAFKA_BROKERS: `127.0.0.1:${port}` });
      await expect(runtime.ensure("kafka", quiet)).rejects.toThrow(`No Kafka broker answers at 127.0.0.1:${port}`);
    } finally {
      silent.close();
    }
  }, 15_000);

  test("its nodes are not ours to kill, restart or read", async () => {
    const runtime = externalRuntime({ KATAS_KAFKA_BROKERS: "localhost:9092" });
    await expect(runtime.kill("kafka-1")).rejects.toMatchObject({
      remedy: expect.stringContaining("KATAS_RUNTIME=jvm"),
    });
    await expect(runtime.restart("kafka-1")).rejects.toThrow("not ours");
    await expect(runtime.logs("kafka-1")).rejects.toThrow("where it runs");
    expect(await runtime.status()).toEqual([]);
  });
});
