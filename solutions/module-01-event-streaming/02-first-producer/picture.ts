/** The picture of the lesson: where Kafka's own rule puts eight orders, by the key they are sent with. */

import kafkajs from "kafkajs";
import { frozen } from "#fixtures";
import type { Order } from "#kata";
import { record } from "./first-producer.ts";

const PARTITIONS = 3;
const customers = ["c-01", "c-16", "c-22"];
const orders = frozen("orders")
  .filter(({ customerId }) => customers.includes(customerId))
  .slice(0, 8);

const partitionOf = kafkajs.Partitioners.DefaultPartitioner();
const partitionMetadata = Array.from({ length: PARTITIONS }, (_, partitionId) => ({
  partitionErrorCode: 0,
  partitionId,
  leader: 1,
  replicas: [1],
  isr: [1],
}));

draw("key = customerId", ({ customerId }) => customerId);
console.log("");
draw("key = orderId", ({ orderId }) => orderId);

function draw(title: string, key: (order: Order) => string): void {
  console.log(
    `${title.padEnd(19)}${["offset 0", "1", "2", "3"].map((offset) => offset.padEnd(14)).join("")}`.trimEnd(),
  );
  for (let partition = 0; partition < PARTITIONS; partition++) {
    const there = orders.filter((order) => {
      const message = { ...record(order), key: key(order) };
      return partitionOf({ topic: "orders", partitionMetadata, message }) === partition;
    });
    const cells = there.map(({ customerId, orderId }) => `${customerId} ${orderId}`.padEnd(14));
    console.log(`  partition ${partition}      ${cells.join("")}`.trimEnd());
  }
}
