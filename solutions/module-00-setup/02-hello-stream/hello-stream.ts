import { Kafka } from "kafkajs";

export interface Destination {
  brokers: string[];
  topic: string;
}

export interface Source extends Destination {
  group: string;
}

export async function sendGreetings({ brokers, topic }: Destination, greetings: string[]): Promise<void> {
  const producer = new Kafka({ brokers }).producer();
  await producer.connect();
  try {
    await producer.send({ topic, messages: greetings.map((value) => ({ value })) });
  } finally {
    await producer.disconnect();
  }
}

export async function readGreetings({ brokers, topic, group }: Source): Promise<string[]> {
  const kafka = new Kafka({ brokers });
  const end = await endOffset(kafka, topic);
  const greetings: string[] = [];
  if (end === 0) return greetings;

  const consumer = kafka.consumer({ groupId: group, maxWaitTimeInMs: 100 });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      consumer
        .run({
          eachMessage: async ({ message }) => {
            if (Number(message.offset) >= end) return;
            greetings.push(message.value?.toString() ?? "");
            if (Number(message.offset) === end - 1) resolve();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
  }
  return greetings;
}

/** The offset after the last record of a topic with one partition. */
async function endOffset(kafka: Kafka, topic: string): Promise<number> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const [partition] = await admin.fetchTopicOffsets(topic);
    return Number(partition?.high ?? 0);
  } finally {
    await admin.disconnect();
  }
}
