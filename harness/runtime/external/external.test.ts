import http from "node:http";
import net from "node:net";
import getPort from "get-port";
import { describe, expect, test } from "vitest";
import { parseBrokers, parseInside, parseRest } from "./addresses.ts";
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

describe("addresses of Kafka for Flink", () => {
  test("there are none unless they are named", () => {
    expect(parseInside(undefined)).toBeUndefined();
    expect(parseInside(" ")).toBeUndefined();
    expect(parseInside("kafka:19092, kafka:19093")).toEqual(["kafka:19092", "kafka:19093"]);
  });

  test("a wrong one is told by its variable", () => {
    expect(() => parseInside("kafka")).toThrow('KATAS_KAFKA_INSIDE: "kafka" is no address of a broker.');
  });
});

describe("addresses of Flink", () => {
  test.for([
    ["http://localhost:8081", "http://localhost:8081"],
    [" https://flink.example/cluster/7/ ", "https://flink.example/cluster/7"],
    ["localhost:8081", "http://localhost:8081"],
    ["[::1]:8081", "http://[::1]:8081"],
  ])("%s", ([value, address]) => {
    expect(parseRest("KATAS_FLINK_REST", { KATAS_FLINK_REST: value })).toBe(address);
  });

  test.for(["flink", "ftp://a:1", "http://", "http://a:99999", "http://a/?x=1"])("%s is none", (value) => {
    expect(() => parseRest("KATAS_SQL_GATEWAY", { KATAS_SQL_GATEWAY: value })).toThrow(
      expect.objectContaining({
        message: `KATAS_SQL_GATEWAY: "${value}" is no address of a REST API.`,
        remedy: "Write it like KATAS_SQL_GATEWAY=http://localhost:8083.",
        exitCode: 2,
      }),
    );
  });

  test("one that is not given beside others", async () => {
    const runtime = externalRuntime({ KATAS_KAFKA_BROKERS: "localhost:9092" });
    await expect(runtime.ensure("flink", quiet)).rejects.toMatchObject({
      message: "Flink is needed, and KATAS_FLINK_REST names no JobManager.",
      exitCode: 2,
    });
  });
});

/** What a JobManager with some TaskManagers, or a SQL Gateway, answers. */
async function flinkThatSays(answers: Record<string, unknown>): Promise<{ url: string; close: () => void }> {
  const server = http.createServer((request, response) => {
    const answer = answers[request.url ?? ""];
    response.writeHead(answer === undefined ? 404 : 200).end(JSON.stringify(answer ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as net.AddressInfo;
  return { url: `http://127.0.0.1:${port}`, close: () => server.close() };
}

describe("a Flink of somebody else's", () => {
  const says = async (answers: Record<string, unknown>, service: "flink" | "flink2" = "flink") => {
    const { url, close } = await flinkThatSays(answers);
    try {
      return await externalRuntime({ KATAS_FLINK_REST: url, KATAS_SQL_GATEWAY: `${url}/` })
        .ensure(service, quiet)
        .then((endpoints) => ({ endpoints, url }));
    } finally {
      close();
    }
  };
  const whole = {
    "/config": { "flink-version": "2.1.0" },
    "/taskmanagers": { taskmanagers: [{ id: "one", slotsNumber: 2 }] },
    "/api_versions": { versions: ["V4"] },
  };

  test("is taken as it is", async () => {
    const { endpoints, url } = await says(whole);
    expect(endpoints).toEqual({ rest: url, sqlGateway: url });
  });

  test.for([
    ["an old one", { ...whole, "/config": { "flink-version": "1.20.1" } }, "flink", /is 1.20.1, and the course needs/],
    [
      "an empty one",
      { ...whole, "/taskmanagers": { taskmanagers: [] } },
      "flink",
      /has no TaskManager, and 1 is needed/,
    ],
    ["one TaskManager of two", whole, "flink2", /has 1 TaskManager, and 2 are needed/],
    ["no gateway", { ...whole, "/api_versions": undefined }, "flink", /No SQL Gateway answers at .*KATAS_SQL_GATEWAY/],
    ["something else", { ...whole, "/config": [] }, "flink", /No Flink JobManager answers at .*KATAS_FLINK_REST/],
  ] as const)("%s", async ([, answers, service, sentence]) => {
    await expect(says(answers, service)).rejects.toMatchObject({
      name: "Problem",
      message: expect.stringMatching(sentence),
      exitCode: 3,
    });
  });

  test("an address that does not answer is named in one sentence", async () => {
    const url = `http://127.0.0.1:${await getPort()}`;
    const runtime = externalRuntime({ KATAS_FLINK_REST: url, KATAS_SQL_GATEWAY: url });
    await expect(runtime.ensure("flink", quiet)).rejects.toMatchObject({
      message: `No Flink JobManager answers at ${url} (KATAS_FLINK_REST).`,
      remedy: "Start it or correct the address; without any address the course runs servers of its own.",
      exitCode: 3,
    });
    await expect(runtime.kill("taskmanager-1")).rejects.toThrow("The servers of KATAS_FLINK_REST are not ours to kill");
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
    await expect(runtime.logs("kafka-1")).rejects.toThrow("where they run");
    expect(await runtime.status()).toEqual([]);
  });
});
