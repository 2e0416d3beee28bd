/** Functions at a job's edges: an element's time, its watermark, its record in Kafka. */

import { described } from "../api/json.ts";
import type {
  ConsumerRecord,
  Header,
  Headers,
  KafkaRecordDeserializationSchema,
  KafkaRecordSerializationSchema,
  KafkaSinkContext,
} from "../api/kafka-records.ts";
import type { TimestampAssigner, WatermarkGenerator } from "../api/watermarks.ts";
import { type Calls, collector } from "./adapters.ts";
import type { OutputHost, SinkHost, WatermarkHost } from "./host.ts";
import { noPromise, time } from "./values.ts";

export function timestamps(assigner: TimestampAssigner<unknown>): Calls {
  return {
    extractTimestamp: (value: unknown, recordTimestamp: number) =>
      time(assigner(value, recordTimestamp), "an element's timestamp"),
  };
}

export function generator(supplier: () => WatermarkGenerator<unknown>, host: WatermarkHost): Calls {
  const own = supplier();
  const { emitWatermark, markIdle, markActive } = host;
  const output = { emitWatermark: (at: number) => emitWatermark(time(at, "a watermark")), markIdle, markActive };
  return {
    onEvent: (value: unknown, timestamp: number) => noPromise(own.onEvent(value, timestamp, output)),
    onPeriodicEmit: () => noPromise(own.onPeriodicEmit(output)),
  };
}

/** Where a record lies is told with whatever reading it throws: nobody finds it again otherwise. */
export function kafkaDeserializer(given: KafkaRecordDeserializationSchema<unknown>, host: OutputHost): Calls {
  const out = collector(host);
  return {
    deserialize(
      topic: string,
      partition: number,
      offset: number,
      timestamp: number,
      key: string | null,
      value: string | null,
      headers: readonly (string | null)[],
    ) {
      const record: ConsumerRecord = {
        topic: () => topic,
        partition: () => partition,
        offset: () => offset,
        timestamp: () => timestamp,
        key: () => key,
        value: () => value,
        headers: () => headersOf(headers),
      };
      try {
        noPromise(given.deserialize(record, out));
      } catch (error) {
        if (error instanceof Error) error.message += ` (${topic}, partition ${partition}, offset ${offset})`;
        throw error;
      }
    },
  };
}

/** @param told  keys and values in turn */
function headersOf(told: readonly (string | null)[]): Headers {
  const all: Header[] = [];
  for (let i = 0; i < told.length; i += 2) {
    const [key, value] = [String(told[i]), told[i + 1] ?? null];
    all.push({ key: () => key, value: () => value });
  }
  return { toArray: () => all, lastHeader: (name) => all.findLast((header) => header.key() === name) ?? null };
}

export function kafkaSerializer(given: KafkaRecordSerializationSchema<unknown>, host: SinkHost): Calls {
  const context: KafkaSinkContext = {
    getParallelInstanceId: host.subtask,
    getNumberOfParallelInstances: host.subtasks,
    getPartitionsForTopic: (topic) => Array.from({ length: host.partitions(topic) }, (_, partition) => partition),
  };
  return {
    serialize(element: unknown, timestamp: number | null) {
      const record = given.serialize(element, context, timestamp);
      if (record === null) return null;
      noPromise(record);
      const { topic, partition = null, timestamp: at = null, key, value, headers = {} } = record;
      if (at !== null) time(at, "a Kafka record's timestamp");
      const told = Object.entries(headers).flatMap(([name, text]) => [name, inKafka(text, `header "${name}"`)]);
      const keyText = key === null ? null : inKafka(key, "key");
      const valueText = value === null ? null : inKafka(value, "value");
      return [inKafka(topic, "topic"), partition, at, keyText, valueText, ...told];
    },
  };
}

function inKafka(text: unknown, what: string): string {
  if (typeof text !== "string")
    throw new TypeError(`a Kafka record's ${what} is a string, and this is ${described(text)}`);
  return text;
}
