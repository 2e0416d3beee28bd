import { NotImplemented, type Order } from "#kata";

/** Where the orders come from and the results go, and how long it runs. */
export interface Analytics {
  /** Addresses of the cluster, `host:port`. */
  brokers: string[];
  /** The topic with the orders; the value of a record is an `Entry` as JSON. */
  orders: string;
  /** How many partitions `orders` has; they are numbered from 0. */
  partitions: number;
  /** The topic for the results. */
  revenue: string;
  /** The topic for orders that come too late for their minute. */
  late: string;
  /** The consumer group to join. */
  group: string;
  /** Aborted when it is to stop. */
  signal: AbortSignal;
}

/** What a partition of `orders` holds: an order, or the word that nothing comes there for now, so do not wait for it. */
export type Entry = Order | { idle: true };

export interface Rules {
  /** The category of each product, by product id. */
  categories: Record<string, string>;
  /** No order is expected to come more than this behind the latest one of its partition, milliseconds. */
  delayMs: number;
  /** For how long, in event time, a complete minute can still change, milliseconds. */
  latenessMs: number;
  /** An early result is due after every so many sales of a category in a minute. */
  earlyEvery: number;
}

/** One result: what a category has sold in a minute, as far as it is known. The value of a record on `revenue`, as JSON. */
export interface Revenue {
  category: string;
  /** The minute [start, end), epoch milliseconds. */
  start: number;
  end: number;
  /** Early: the minute is not complete. On-time: it is, as of now. Late: an order has come after that. */
  timing: "early" | "on-time" | "late";
  /** All sales of the category in this minute so far, not those since the last result. */
  sales: number;
  /** What they add up to. */
  cents: number;
}

/**
 * Revenue per category and minute of event time, from Kafka and to Kafka. Every line of an order is a sale of its
 * product's category, at `occurredAt`, for quantity times unit price.
 *
 * The watermark of a partition is its latest `occurredAt` - delayMs - 1; a partition that has had no order yet has none.
 * The smallest of all partitions that are not idle counts. An order makes its partition active again. The watermark never
 * goes back, and stands still while all are idle or one that is not has none. An order is counted first, by the watermark
 * that it meets, and raises it then.
 *
 * Of a category's minute, results are written in this order, all with one key that no other minute or category has:
 *
 * - early, after every `earlyEvery` sales that meet a watermark below end - 1
 * - on-time, once, when the watermark reaches end - 1, if there are sales by then
 * - late, at once, for every sale that meets a watermark from end - 1 on, but below end - 1 + latenessMs
 *
 * An order that meets a watermark from there on counts nowhere: its record goes to `late`, with the key and value it has.
 *
 * Reads from the first record on. When the signal is aborted, finishes the record at hand, leaves the group and returns.
 */
export async function revenuePerMinute(
  { brokers, orders, partitions, revenue, late, group, signal }: Analytics,
  { categories, delayMs, latenessMs, earlyEvery }: Rules,
): Promise<void> {
  // TODO: on-time results for one partition to start with; then several partitions, idle ones and what is too late; then
  // early and late results
  throw new NotImplemented("revenuePerMinute");
}
