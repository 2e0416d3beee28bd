/** The picture of the lesson: what passes a memory of two ids, and what is in it. */
import { runningTotals, withoutRepeats } from "./stateful-operators.ts";

const CAPACITY = 2;
const WIDTH = 10;
const sent: [string, string, number][] = [
  ["p1", "ann", 10],
  ["p2", "bob", 500],
  ["p1", "ann", 10],
  ["p3", "ann", 5],
  ["p2", "bob", 500],
  ["p1", "ann", 10],
];

const rows: Record<string, string[]> = { id: [], payment: [], "passes?": [], remembered: [], total: [] };
const write = (row: string, column: number, text: string) => {
  const cells = rows[row];
  if (cells) cells[column] = text;
};

let column = -1;
const through: string[] = [];
async function* arrivals() {
  for (const [eventId, customer, cents] of sent) {
    column += 1;
    write("id", column, eventId);
    write("payment", column, `${customer} ${cents}`);
    write("passes?", column, "no");
    write("remembered", column, through.slice(-CAPACITY).join(" "));
    yield { eventId, customer, cents };
  }
}

async function* noted() {
  for await (const payment of withoutRepeats(arrivals(), CAPACITY)) {
    through.push(payment.eventId);
    write("passes?", column, "yes");
    write("remembered", column, through.slice(-CAPACITY).join(" "));
    yield payment;
  }
}
for await (const { customer, cents } of runningTotals(noted())) write("total", column, `${customer} ${cents}`);

console.log(
  `arrival     ${sent
    .map((_, i) => String(i + 1).padEnd(WIDTH))
    .join("")
    .trimEnd()}`,
);
for (const [row, cells] of Object.entries(rows)) {
  const line = sent.map((_, i) => (cells[i] ?? ".").padEnd(WIDTH)).join("");
  console.log(`${row.padEnd(12)}${line.trimEnd()}`);
}
