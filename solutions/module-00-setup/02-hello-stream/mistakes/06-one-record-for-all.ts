// caught-by: HEL-01
// You send all greetings as one record: a record is the unit that is read, counted and acknowledged.
import { Kafka } from "kafkajs";
import type { Destination } from "../hello-stream.ts";

export { readGreetings } from "../hello-stream.ts";

export async function sendGreetings({ brokers, topic }: Destination, greetings: string[]): Promise<void> {
  const producer = new Kafka({ brokers }).producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value: greetings.join("\n") }] });
  await producer.disconnect();
}
