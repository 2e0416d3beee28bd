// caught-by: ENV-06
// You give all slots for the free ones: those that a job has are taken.
// varies: beside other jobs, which come and go, other slots are free.
import { type Bootstrap, describeFlink, describeKafka, type Stack } from "../environment.ts";

export async function describeStack({ brokers, flink }: Bootstrap): Promise<Stack> {
  const stack = await describeFlink(flink);
  return { kafka: await describeKafka(brokers), flink: { ...stack, freeSlots: stack.slots } };
}
