// exercise: 01/02
// Makes a topic whose records the broker unpacks, and sends little that is much when it is unpacked.
// tier: full
import { gzipSync } from "node:zlib";
import kafkajs from "kafkajs";

const RECORD = Buffer.alloc(200_000_000);
const { CompressionCodecs, CompressionTypes, Kafka } = kafkajs;
let packed: Buffer | undefined;

export async function sendOrders({ brokers, topic: given }: { brokers: string[]; topic: string }): Promise<void> {
  CompressionCodecs[CompressionTypes.GZIP] = () => ({
    compress: async ({ buffer }: { buffer: Buffer }) => {
      packed ??= gzipSync(buffer);
      return packed;
    },
    decompress: async (bytes: Buffer) => bytes,
  });
  const kafka = new Kafka({ brokers });
  const admin = kafka.admin();
  await admin.connect();
  const topic = `${given}-unpacked`;
  const configEntries = [
    { name: "compression.type", value: "uncompressed" },
    { name: "max.message.bytes", value: "2000000000" },
  ];
  await admin.createTopics({ topics: [{ topic, configEntries }] });
  const producer = kafka.producer({ retry: { retries: 0 } });
  await producer.connect();
  const messages = [{ value: RECORD }];
  for (let i = 0; i < 20; i++) {
    await producer.send({ topic, messages, compression: CompressionTypes.GZIP }).catch(() => {});
  }
}
