/** The picture of the lesson: four orders, and what each step of the job makes of them. */
import type { Order } from "#kata";
import { linesOf, type PickTask, type PlacedLine, taskOf } from "./transformations.ts";

const NINE = Date.UTC(2026, 0, 5, 9);
const MINUTE = 60_000;

const orders = [
  order("o-1", NINE - MINUTE, { "p-01": 2 }),
  order("o-2", NINE, { "p-02": 1, "p-03": 0, "p-04": 4 }),
  order("o-3", NINE + MINUTE, { "p-05": 0 }),
  order("o-4", NINE + 2 * MINUTE, { "p-01": 1 }),
];

row("order", "filter", "flatMap", "map");
for (const order of orders) {
  const { orderId, occurredAt, lines } = order;
  const of = lines.map(({ productId, quantity }) => `${quantity} ${productId}`).join(", ");
  const head = `${orderId} ${new Date(occurredAt).toISOString().slice(11, 16)} (${of})`;
  if (occurredAt < NINE) {
    row(head, "-");
    continue;
  }
  const placed: PlacedLine[] = [];
  linesOf(order, { collect: (line) => placed.push(line) });
  const [first, ...others] = placed.map((line) => [lineText(line), taskText(taskOf(line))]);
  row(head, "stays", ...(first ?? ["-"]));
  for (const other of others) row("", "", ...other);
}

function row(head: string, filter: string, flatMap = "", map = ""): void {
  console.log(`${head.padEnd(36)}${filter.padEnd(8)}${flatMap.padEnd(16)}${map}`.trimEnd());
}

function lineText({ place, quantity, productId }: PlacedLine): string {
  return `${place}: ${quantity} ${productId}`;
}

function taskText({ taskId, amountCents }: PickTask): string {
  return `${taskId} ${amountCents} cents`;
}

function order(orderId: string, occurredAt: number, pieces: Record<string, number>): Order {
  const lines = Object.entries(pieces).map(([productId, quantity]) => ({ productId, quantity, unitPriceCents: 500 }));
  const totalCents = lines.reduce((sum, { quantity, unitPriceCents }) => sum + quantity * unitPriceCents, 0);
  return { eventId: orderId, occurredAt, version: 1, orderId, customerId: "c-1", lines, totalCents, currency: "EUR" };
}
