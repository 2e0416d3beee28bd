/** The picture of the lesson: the reference's job as it is recorded, and what becomes of one order in it. */
import { StreamExecutionEnvironment } from "#flink";
import type { Order } from "#kata";
import { summarizeOrders, summaryOf } from "./first-job.ts";

const order: Order = {
  eventId: "e-1",
  version: 1,
  occurredAt: 1_767_603_694_713,
  orderId: "o-1",
  customerId: "c-7",
  lines: [
    { productId: "p-2", quantity: 2, unitPriceCents: 300 },
    { productId: "p-9", quantity: 1, unitPriceCents: 300 },
  ],
  totalCents: 900,
  currency: "EUR",
};

const env = new StreamExecutionEnvironment();
summarizeOrders(env, { brokers: "127.0.0.1:9092", orders: "orders", summaries: "summaries" });

console.log("when the job is recorded: summarizeOrders names the operators");
for (const { id, operation, uid, functions } of env.graph.nodes) {
  const told = uid === undefined ? `function ${named(functions.map)}` : `uid "${uid}"`;
  console.log(`  ${id}  ${operation.type.padEnd(12)}${told}`);
}
console.log();
console.log("for each order, in a thread of a TaskManager: the functions run");
const summary = summaryOf(order);
console.log(`  kafkaSource JSON of ${order.orderId} -> value`);
console.log(`  map         ${JSON.stringify(summary)}`);
console.log(`  kafkaSink   value -> JSON, key ${summary.customerId}`);

function named(given: unknown): string {
  return given instanceof Function ? given.name : "?";
}
