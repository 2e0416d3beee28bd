/** The picture of the lesson: orders of two partitions, the subtasks that their keys send them to, and their states. */
import type { Order } from "#kata";
import { addTallies, type Tally, tallyOf, withAverage } from "./keyed-streams.ts";

const SUBTASKS = 2;
/** Flink's default for so few subtasks. */
const KEY_GROUPS = 128;

const read: [subtask: number, customerId: string, cents: number][] = [
  [1, "c-2", 1000],
  [2, "c-5", 300],
  [1, "c-5", 500],
  [2, "c-2", 2000],
  [1, "c-2", 600],
  [2, "c-5", 100],
];

const state = new Map<string, Tally>();
row("read by", "order", "key", "counted by", "state before", "written");
read.forEach(([subtask, customerId, cents], n) => {
  const orderId = `o-${n + 1}`;
  const before = state.get(customerId);
  const own = tallyOf(order(orderId, customerId, cents));
  const tally = before === undefined ? own : addTallies(before, own);
  state.set(customerId, tally);
  const { averageCents } = withAverage(tally);
  const written = `${text(tally)}, average ${averageCents}`;
  row(
    `${subtask}`,
    `${orderId} ${cents}`,
    customerId,
    `${subtaskOf(customerId)}`,
    before ? text(before) : "-",
    written,
  );
});

function row(readBy: string, order: string, key: string, countedBy: string, before: string, written: string): void {
  const cells = [readBy.padEnd(9), order.padEnd(11), key.padEnd(6), countedBy.padEnd(12), before.padEnd(14), written];
  console.log(cells.join("").trimEnd());
}

function text({ orders, totalCents }: Tally): string {
  return `${orders}: ${totalCents}`;
}

/** As Flink assigns a key: by its hash to a key group, and each subtask has a range of these. */
function subtaskOf(key: string): number {
  const group = murmur(javaHash(JSON.stringify(key))) % KEY_GROUPS;
  return Math.floor((group * SUBTASKS) / KEY_GROUPS) + 1;
}

/** `String.hashCode()`. */
function javaHash(text: string): number {
  return [...text].reduce((hash, character) => (Math.imul(31, hash) + character.charCodeAt(0)) | 0, 0);
}

/** Murmur3 of one word, as `org.apache.flink.util.MathUtils.murmurHash`. */
function murmur(word: number): number {
  const rotated = rotate(Math.imul(word, 0xcc9e2d51), 15);
  let hash = (Math.imul(rotate(Math.imul(rotated, 0x1b873593), 13), 5) + 0xe6546b64) ^ 4;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return Math.abs(hash ^ (hash >>> 16));
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function order(orderId: string, customerId: string, totalCents: number): Order {
  return { eventId: orderId, occurredAt: 0, version: 1, orderId, customerId, lines: [], totalCents, currency: "EUR" };
}
