/** The picture of the lesson: six records of the topic `orders`, and where each of them goes. */
import { readOrder } from "./event-envelope.ts";

const SHOWN = 41;
const ids = { orderId: "o-1", eventId: "e-1", customerId: "c-1", occurredAt: 1_767_603_694_713, lines: [{}] };

const values = [
  JSON.stringify({ version: 1, totalCents: 1200, ...ids }),
  '{"version":1,"totalCents":4', // cut off on the way
  JSON.stringify({ version: 1, totalCents: "9.90", ...ids }),
  JSON.stringify({ version: 2, total: 990, ...ids }),
  '"please send me a teapot"',
  JSON.stringify({ version: 1, totalCents: 0, ...ids }),
];

console.log(`offset ${"value".padEnd(SHOWN)}  goes to`);
for (const [offset, value] of values.entries()) {
  const reading = readOrder(value);
  const text = value.length > SHOWN ? `${value.slice(0, SHOWN - 3)}...` : value;
  const where = "order" in reading ? "accept" : `quarantine: ${reading.reason}`;
  console.log(`  ${offset}    ${text.padEnd(SHOWN)}  ${where}`);
}
