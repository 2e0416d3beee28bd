/** The picture of the lesson: what a window aggregation and an ordinary one tell of the same orders, change by change. */
const DELAY = 5;

/** When it happened, in seconds after ten o'clock, and cents. */
const orders: [number, number][] = [
  [2, 100],
  [40, 50],
  [63, 70],
  [66, 30],
];

const clock = (second: number) => `10:0${Math.floor(second / 60)}:${String(second % 60).padStart(2, "0")}`;
const minute = (second: number) => `10:0${Math.floor(second / 60)}`;
const line = (order: string, window: string, ordinary: string) =>
  console.log(`${order.padEnd(16)}${window.padEnd(26)}${ordinary}`.trimEnd());

console.log(`${"".padEnd(16)}${"GROUP BY window_start,".padEnd(26)}GROUP BY window_start`);
line("an order", "         window_end", "");
const sums = new Map<string, number>();
let final = 0;
for (const [second, cents] of orders) {
  const key = minute(second);
  const before = sums.get(key);
  const now = (before ?? 0) + cents;
  sums.set(key, now);
  const changes = before === undefined ? [`+I ${key} ${now}`] : [`-U ${key} ${before}`, `+U ${key} ${now}`];
  // A minute is final when the watermark has come to its end.
  const windows: string[] = [];
  for (; (final + 1) * 60 <= second - DELAY; final++)
    windows.push(`+I ${minute(final * 60)} ${sums.get(minute(final * 60))}`);
  for (let i = 0; i < Math.max(changes.length, windows.length); i++) {
    line(i === 0 ? `${clock(second)}  ${String(cents).padStart(3)}` : "", windows[i] ?? "", changes[i] ?? "");
  }
}
console.log(`\n+I is added, -U taken back, +U put in its place; the watermark is ${DELAY} s behind`);
