// exercise: 01/02
// Sends little that is much when it is unpacked, by the check that reads the topic.
// says: and is not read on
import { gzipSync } from "node:zlib";
import kafkajs from "kafkajs";

const RECORD = Buffer.alloc(30_000_000);
const BATCHES = 4;
const { CompressionCodecs, CompressionTypes, Kafka } = kafkajs;
let packed: Buffer | undefined;

export async function sendOrders({ brokers, topic }: { brokers: string[]; topic: string }): Promise<void> {
  // Packed once: about 64 KB each, so that all of them come with one fetch.
  CompressionCodecs[CompressionTypes.GZIP] = () => ({
    compress: async ({ buffer }: { buffer: Buffer }) => {
      packed ??= gzipSync(buffer);
      return packed;
    },
    decompress: async (bytes: Buffer) => bytes,
  });
  const producer = new Kafka({ brokers }).producer();
  await producer.connect();
  const messages = [{ key: "k", value: RECORD, timestamp: "0", partition: 0 }];
  for (let i = 0; i < BATCHES; i++) await producer.send({ topic, messages, compression: CompressionTypes.GZIP });
  await producer.disconnect();
}
