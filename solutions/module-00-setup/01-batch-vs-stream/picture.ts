/** The picture of the lesson: five arrivals, and what each kind of job says. */
import type { Order } from "#kata";
import { batchReport, runningReport } from "./batch-vs-stream.ts";

const evening: [string, number][] = [
  ["e1", 1_000],
  ["e2", 250],
  ["e3", 700],
  ["e2", 250],
  ["e4", 50],
];
const arrivals = evening.map(([eventId, totalCents]) => ({ eventId, totalCents }) as Order);
const euros = (cents: number) => (cents / 100).toFixed(2).padStart(6);

console.log("arrival   order          stream says           batch says");
let n = 0;
async function* live() {
  yield* arrivals;
}
for await (const report of runningReport(live())) {
  const { eventId, totalCents } = arrivals[n++] ?? { eventId: "", totalCents: 0 };
  const stream = `${`${report.orders} ${report.orders === 1 ? "order" : "orders"},`.padEnd(9)} ${euros(report.totalCents)}`;
  console.log(`   ${n}      ${eventId} ${euros(totalCents)}      ${stream}      ...`);
}
const { orders, totalCents } = await batchReport(arrivals);
console.log(`midnight                                       ${orders} orders, ${euros(totalCents)}`);
