// caught-by: ENV-05
// You count TaskManagers as slots: a TaskManager has several, and each can take a part of a job.
import { type Bootstrap, describeFlink, describeKafka, type Stack } from "../environment.ts";

export async function describeStack({ brokers, flink }: Bootstrap): Promise<Stack> {
  const { taskManagers, ...others } = await describeFlink(flink);
  return { kafka: await describeKafka(brokers), flink: { ...others, taskManagers, slots: taskManagers } };
}
