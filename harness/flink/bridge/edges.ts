/** Functions at a job's edges: an element's time, its watermark, its key in Kafka. */

import { described } from "../api/json.ts";
import type { KeySerializationSchema } from "../api/kafka.ts";
import type { TimestampAssigner, WatermarkGenerator } from "../api/watermarks.ts";
import type { Calls } from "./adapters.ts";
import type { WatermarkHost } from "./host.ts";
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

export function kafkaKey(key: KeySerializationSchema<unknown>): Calls {
  return {
    key(value: unknown) {
      const text: unknown = key(value);
      if (typeof text === "string") return text;
      throw new TypeError(`a record's key in Kafka is a string, and this is ${described(text)}`);
    },
  };
}
