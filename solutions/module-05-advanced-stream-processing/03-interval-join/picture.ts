/** The picture of the lesson: which payments an order of 10:00 meets, and how long each side is kept. */
const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const COLUMN = 20 * SECOND;
const lower = -MINUTE;
const upper = 15 * MINUTE;

const order = at("10:00");
const first = at("09:58:20");
const payments = ["09:58:59.999", "09:59", "10:04", "10:15", "10:15:00.001"];

const column = (time: number) => Math.floor((time - first) / COLUMN);
const mark = (time: number, sign: string) => " ".repeat(column(time)) + sign;
const row = (label: string, drawn: string, note = "") => `${label.padEnd(13)}${drawn.padEnd(54)}${note}`.trimEnd();

console.log(row("order", mark(order, "o"), "o-1"));
const inside = "=".repeat(column(order + upper) - column(order + lower) - 1);
console.log(row("interval", mark(order + lower, `[${inside}]`)));
for (const clock of payments) {
  const time = at(clock);
  const matches = order + lower <= time && time <= order + upper;
  console.log(row(clock, mark(time, matches ? "o" : "x"), matches ? "a pair" : "none"));
}
console.log();
console.log(`kept until the watermark reaches   order 10:00: ${clockOf(order + upper)}`);
console.log(`                                   payment 10:04: ${clockOf(at("10:04") - lower)}`);

function at(clock: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = clock.split(":").map(Number);
  return hours * 60 * MINUTE + minutes * MINUTE + Math.round(seconds * SECOND);
}

function clockOf(time: number): string {
  return new Date(time).toISOString().slice(11, 16);
}
