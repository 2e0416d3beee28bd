// caught-by: ENV-05
// You ask at the address that Flink usually has: elsewhere it has another one, and you were given it.
import { type Bootstrap, describeFlink, describeKafka, type Stack } from "../environment.ts";

export async function describeStack({ brokers }: Bootstrap): Promise<Stack> {
  return { kafka: await describeKafka(brokers), flink: await describeFlink("http://localhost:8081") };
}
