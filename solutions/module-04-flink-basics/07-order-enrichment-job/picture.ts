/** The picture of the lesson: the reference's function at work on lines and products, with its state kept in this process. */
import type { ListState, RuntimeContext, ValueState } from "#flink";
import type { Product } from "#kata";
import { AddCategory, type EnrichedLine, type SoldLine } from "./order-enrichment-job.ts";

const reads: ({ line: string; of: string } | { product: string; category: Product["category"] } | "the end")[] = [
  { product: "pan", category: "kitchen" },
  { line: "o-1", of: "pan" },
  { line: "o-1", of: "atlas" },
  { line: "o-2", of: "unicorn" },
  { product: "atlas", category: "books" },
  { product: "pan", category: "kitchen" },
  { line: "o-3", of: "atlas" },
  "the end",
];

let key = "";
const values = new Map<string, unknown>();
const lists = new Map<string, unknown[]>();
let written: string[] = [];

const value = {
  value: () => values.get(key) ?? null,
  update: (given: unknown) => void values.set(key, given),
  clear: () => void values.delete(key),
} as ValueState<unknown>;
const list = {
  get: () => lists.get(key) ?? [],
  add: (given: unknown) => void lists.set(key, [...(lists.get(key) ?? []), given]),
  clear: () => void lists.delete(key),
} as ListState<unknown>;
const timers = new Set<string>();
const context = {
  timerService: () => ({ registerEventTimeTimer: () => void timers.add(key) }),
  output: (_tag: unknown, { orderId, productId }: SoldLine) => void written.push(`unknown: ${orderId} ${productId}`),
} as never;
const out = {
  collect: ({ orderId, productId, category }: EnrichedLine) => void written.push(`${orderId} ${productId} ${category}`),
};

const operator = new AddCategory();
operator.setRuntimeContext({ getState: () => value, getListState: () => list } as unknown as RuntimeContext);
operator.open({});

console.log(row("reads", "waiting", "writes"));
for (const read of reads) {
  if (read === "the end") {
    for (key of timers) operator.onTimer(0, context, out);
  } else if ("line" in read) {
    key = read.of;
    operator.processElement1({ orderId: read.line, productId: key, quantity: 1, cents: 100 }, context, out);
  } else {
    key = read.product;
    operator.processElement2(product(read.product, read.category), context, out);
  }
  const waiting = [...lists.values()].flat() as SoldLine[];
  console.log(row(told(read), waiting.map(({ productId }) => productId).join(", "), written.join(", ")));
  written = [];
}

function told(read: (typeof reads)[number]): string {
  if (read === "the end") return "both topics end";
  return "line" in read ? `line     ${read.line} ${read.of}` : `product  ${read.product}: ${read.category}`;
}

function row(first: string, second: string, third: string): string {
  return `${first.padEnd(26)}${second.padEnd(18)}${third}`.trimEnd();
}

function product(productId: string, category: Product["category"]): Product {
  return { eventId: "e", version: 1, occurredAt: 0, productId, name: productId, category, priceCents: 100 };
}
