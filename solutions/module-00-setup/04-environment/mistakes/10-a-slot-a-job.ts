// caught-by: ENV-06
// You take one slot off for each job: a job has as many as its parallelism.
// varies: beside other jobs, which come and go, other slots are free.
import { type Bootstrap, describeFlink, describeKafka, type Stack } from "../environment.ts";

export async function describeStack({ brokers, flink }: Bootstrap): Promise<Stack> {
  const stack = await describeFlink(flink);
  const answer = await fetch(`${flink}/overview`);
  const jobs = ((await answer.json()) as { "jobs-running": number })["jobs-running"];
  return { kafka: await describeKafka(brokers), flink: { ...stack, freeSlots: stack.slots - jobs } };
}
