/** The picture of the lesson: orders of pans in two partitions, how far event time has come, and what is told of each minute. */
import { type Entry, Minutes, type Revenue } from "./windowed-analytics.ts";

const SECOND = 1_000;
const minutes = new Minutes(2, {
  categories: { pan: "kitchen" },
  delayMs: 10 * SECOND,
  latenessMs: 60 * SECOND,
  earlyEvery: 2,
});

function entry(time: string): Entry {
  if (time === "idle") return { idle: true };
  const lines = [{ productId: "pan", quantity: 1, unitPriceCents: 3_000 }];
  const what = {
    eventId: "e",
    version: 1 as const,
    orderId: "o",
    customerId: "c",
    totalCents: 3_000,
    currency: "EUR" as const,
  };
  return { ...what, occurredAt: Date.parse(`2026-01-05T${time}Z`), lines };
}

function clock(time: number | undefined): string {
  return time === undefined || time === -Infinity ? "-" : new Date(time).toISOString().slice(11, 23);
}

function said({ start, timing, sales }: Revenue): string {
  return `${clock(start).slice(0, 5)} ${timing.padEnd(8)}${sales} ${sales === 1 ? "sale" : "sales"}`;
}

const row = (...cells: string[]) =>
  console.log(
    cells
      .map((cell, i) => cell.padEnd(i === 0 ? 12 : 14))
      .join("")
      .trimEnd(),
  );

row("reads", "watermark a", "watermark b", "together", "writes");
for (const read of [
  "a 12:00:10",
  "a 12:00:40",
  "a 12:01:10",
  "b 12:00:30",
  "b 12:01:15",
  "b 12:00:50",
  "b idle",
  "a 12:02:10",
  "a 12:00:55",
]) {
  const [name = "", time = ""] = read.split(" ");
  const { results, tooLate } = minutes.take(name === "a" ? 0 : 1, entry(time));
  const [a, b] = [0, 1].map((partition) =>
    minutes.idle.has(partition) ? "idle" : clock(minutes.reached.get(partition)),
  );
  const writes = tooLate ? ["the order, to late"] : results.map(said);
  row(read, a ?? "", b ?? "", clock(minutes.watermark), writes[0] ?? "");
  for (const more of writes.slice(1)) row("", "", "", "", more);
}
