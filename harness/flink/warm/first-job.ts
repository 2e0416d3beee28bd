/** The job that a new cluster runs before anybody's check does. */
import { DiscardingSink, type StreamExecutionEnvironment } from "#flink";

export function firstJob(env: StreamExecutionEnvironment): void {
  env
    .fromData(1)
    .map((one) => one + 1)
    .sinkTo(new DiscardingSink<number>());
}
