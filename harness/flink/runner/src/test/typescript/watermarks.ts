/** A generator of one's own that tells when its input is idle. */
import {
  DiscardingSink,
  type StreamExecutionEnvironment,
  type WatermarkGenerator,
  type WatermarkOutput,
  WatermarkStrategy,
} from "#flink";

interface Reading {
  at: number;
  says: "value" | "bye" | "hello";
}

/** Idle from "bye" on, until "hello" or the next watermark; and when nothing has come between two periods. */
class Polite implements WatermarkGenerator<Reading> {
  #came = true;

  onEvent({ says }: Reading, timestamp: number, output: WatermarkOutput): void {
    this.#came = true;
    if (says === "bye") output.markIdle();
    else if (says === "hello") output.markActive();
    else output.emitWatermark(timestamp);
  }

  onPeriodicEmit(output: WatermarkOutput): void {
    if (!this.#came) output.markIdle();
    this.#came = false;
  }
}

export function build(env: StreamExecutionEnvironment): void {
  env
    .fromData<Reading>({ at: 0, says: "value" })
    .assignTimestampsAndWatermarks(
      WatermarkStrategy.forGenerator<Reading>(() => new Polite()).withTimestampAssigner(({ at }) => at),
    )
    .uid("polite")
    .sinkTo(new DiscardingSink());
}
