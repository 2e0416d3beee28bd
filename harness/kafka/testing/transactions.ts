import type { Producer, Transaction } from "kafkajs";
import type { RealCluster } from "./real-cluster.ts";

/**
 * A producer whose transactions can follow one another without a pause: kafkajs's first retry comes after 300 ms
 * otherwise, and a broker refuses a transaction while the markers of the one before are being written.
 */
export async function transactionalProducer(real: RealCluster): Promise<Producer> {
  const producer = real.cluster.kafka.producer({
    transactionalId: real.name("transactional-id"),
    idempotent: true,
    maxInFlightRequests: 1,
    retry: { initialRetryTime: 5, retries: 100 },
  });
  await producer.connect();
  return producer;
}

/** Sends values in an open transaction, to one partition. */
export async function sendIn(transaction: Transaction, topic: string, ...values: string[]): Promise<void> {
  await transaction.send({ topic, acks: -1, messages: values.map((value) => ({ value, partition: 0 })) });
}
