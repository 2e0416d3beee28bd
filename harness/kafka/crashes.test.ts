import "./crashes.ts";
import { Kafka, logLevel } from "kafkajs";
import { expect, it, vi } from "vitest";

it("says why a consumer has given up, whatever kafkajs logs", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => {});
  const kafka = new Kafka({ brokers: ["127.0.0.1:1"], logLevel: logLevel.NOTHING, retry: { retries: 0 } });
  const consumer = kafka.consumer({ groupId: "nobody", retry: { retries: 0, restartOnFailure: async () => false } });

  await consumer.run({ eachMessage: async () => {} });
  await vi.waitFor(() => expect(said).toHaveBeenCalled());

  expect(said.mock.calls[0]?.[0]).toMatch(/^kafkajs: a consumer has ended after KafkaJS\w+: .*ECONNREFUSED/);
  await consumer.disconnect();
  said.mockRestore();
});
