import { describe, expect, test } from "vitest";
import { choose, externalReason, type OwnedWant, wanted } from "./choose.ts";
import type { Availability } from "./contract.ts";

describe("what the environment asks for", () => {
  test.for([
    [{}, "auto"],
    [{ KATAS_RUNTIME: "" }, "auto"],
    [{ KATAS_RUNTIME: "docker" }, "docker"],
    [{ KATAS_RUNTIME: " jvm " }, "jvm"],
    [{ KATAS_KAFKA_BROKERS: "localhost:9092" }, "external"],
    [{ KATAS_RUNTIME: "auto", KATAS_KAFKA_BROKERS: "localhost:9092" }, "external"],
    [{ KATAS_FLINK_REST: "http://localhost:8081" }, "external"],
    [{ KATAS_SQL_GATEWAY: "http://localhost:8083" }, "external"],
    // Asked for by name, a runtime of ours is taken though addresses are set.
    [{ KATAS_RUNTIME: "jvm", KATAS_KAFKA_BROKERS: "localhost:9092" }, "jvm"],
    [{ KATAS_RUNTIME: "external" }, "external"],
  ] as const)("%o is %s", ([env, want]) => {
    expect(wanted(env)).toBe(want);
  });

  test("an unknown runtime is a usage problem that names the four", () => {
    expect(() => wanted({ KATAS_RUNTIME: "podman" })).toThrow(
      expect.objectContaining({
        message: "KATAS_RUNTIME=podman names no runtime.",
        remedy: "Set it to one of auto, docker, jvm, external, or leave it out (auto).",
        exitCode: 2,
      }),
    );
  });

  test("an external cluster says who asked for it", () => {
    expect(externalReason({ KATAS_KAFKA_BROKERS: "a:1" })).toBe("KATAS_KAFKA_BROKERS is set");
    expect(externalReason({ KATAS_FLINK_REST: "a:1" })).toBe("KATAS_FLINK_REST is set");
    expect(externalReason({ KATAS_RUNTIME: "external" })).toBe("KATAS_RUNTIME=external asks for it");
  });
});

describe("the choice", () => {
  const docker: Availability = { ok: true, detail: "Docker 28.0 answers" };
  const java: Availability = { ok: true, detail: "Java 17 is here" };
  const noDocker: Availability = { ok: false, why: "no Docker engine answers", remedy: "Start Docker" };
  const noJava: Availability = { ok: false, why: "No Java was found.", remedy: "Install Java 17 or newer." };

  const decide = async (want: OwnedWant, dockerIs: Availability, javaIs: Availability) => {
    const asked: string[] = [];
    const choice = await choose(want, {
      docker: async () => {
        asked.push("docker");
        return dockerIs;
      },
      jvm: async () => {
        asked.push("jvm");
        return javaIs;
      },
    });
    return { ...choice, asked };
  };

  test.for([
    ["auto", docker, java, "docker", "Docker 28.0 answers", ["docker"]],
    ["auto", docker, noJava, "docker", "Docker 28.0 answers", ["docker"]],
    ["auto", noDocker, java, "jvm", "Java 17 is here and no Docker engine answers", ["docker", "jvm"]],
    ["docker", docker, java, "docker", "KATAS_RUNTIME=docker asks for it", ["docker"]],
    ["jvm", docker, java, "jvm", "KATAS_RUNTIME=jvm asks for it", ["jvm"]],
  ] as const)("%s with %o and %o is %s", async ([want, dockerIs, javaIs, runtime, reason, asked]) => {
    expect(await decide(want, dockerIs, javaIs)).toEqual({ runtime, reason, asked });
  });

  test.for([
    [
      "auto",
      "Kafka needs Docker or Java here, but no Docker engine answers and no Java was found.",
      "Start Docker, or install Java 17 or newer.",
    ],
    ["docker", "KATAS_RUNTIME=docker, but no Docker engine answers.", "Start Docker."],
    ["jvm", "KATAS_RUNTIME=jvm, but no Java was found.", "Install Java 17 or newer."],
  ] as const)("%s with neither is a problem of this machine", async ([want, message, remedy]) => {
    await expect(decide(want, noDocker, noJava)).rejects.toMatchObject({
      name: "Problem",
      message,
      remedy,
      exitCode: 3,
    });
  });
});
