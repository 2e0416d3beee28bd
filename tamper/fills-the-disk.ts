// exercise: 01/02
// Sends records for as long as it may: the broker keeps what it is sent on the disk of whoever grades.
// only with: servers
// says: it sent servers more than 64 MB in one check
import { randomBytes } from "node:crypto";
import kafkajs from "kafkajs";

const AT_MOST = 2_000;

export async function sendOrders({ brokers, topic }: { brokers: string[]; topic: string }): Promise<void> {
  const producer = new kafkajs.Kafka({ brokers }).producer();
  await producer.connect();
  const value = randomBytes(900_000);
  for (let i = 0; i < AT_MOST; i++) await producer.send({ topic, messages: [{ value }] });
}
