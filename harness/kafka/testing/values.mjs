// Reads a topic as a learner's code would: kafkajs's own consumer, read_committed, up to a record whose value is "end".
// Whether kafkajs is cured here is for the process to say that imports this file.
import { Kafka, logLevel } from "kafkajs";

export async function valuesOf(broker, topic, groupId) {
  const consumer = new Kafka({ brokers: [broker], logLevel: logLevel.NOTHING }).consumer({
    groupId,
    readUncommitted: false,
    maxWaitTimeInMs: 50,
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const values = [];
  await new Promise((resolve, reject) => {
    // Where the group is being loaded, which is retriable, it starts again by itself.
    consumer.on(consumer.events.CRASH, ({ payload }) => payload.restart || reject(payload.error));
    const eachMessage = async ({ message }) => {
      values.push(String(message.value));
      if (values.at(-1) === "end") resolve();
    };
    consumer.run({ eachMessage }).catch(reject);
  });
  return values;
}

/** Prints them, for a process that nobody hears otherwise, and stays. */
export async function printValuesOf(...args) {
  console.log(JSON.stringify(await valuesOf(...args)));
  await new Promise(() => {});
}
