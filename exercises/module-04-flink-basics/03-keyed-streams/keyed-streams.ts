import type { StreamExecutionEnvironment } from "#flink";
import { NotImplemented } from "#kata";

/** Topics of the job, and how Flink reaches them. */
export interface Topics {
  /** Bootstrap addresses, `host:port`, with commas between them. */
  brokers: string;
  /** JSON of `Order` (see `#kata`). */
  orders: string;
  /** JSON of `CustomerTotal`, key `customerId`. */
  totals: string;
}

/** What is known of some orders of one customer: of one order, or of many. */
export interface Tally {
  customerId: string;
  /** How many orders. */
  orders: number;
  /** What they cost together, in cents. */
  totalCents: number;
}

/** A tally as the shop's screen shows it. */
export interface CustomerTotal extends Tally {
  /** What an order cost on average, in whole cents: `Math.round`. */
  averageCents: number;
}

/**
 * Adds up two tallies of one customer. Each may be of any number of orders. Give a new object.
 */
export function addTallies(a: Tally, b: Tally): Tally {
  // TODO: what do you know of the orders of both?
  throw new NotImplemented("addTallies");
}

/**
 * Records a job that reads the orders that are there when it starts. For each of them it writes its customer's total: of
 * this order and all that have been read before it, from whichever partition.
 *
 * @param parallelism  subtasks of every operator
 */
export function runningTotals(
  env: StreamExecutionEnvironment,
  { brokers, orders, totals }: Topics,
  parallelism: number,
): void {
  // TODO: env.setParallelism(parallelism), then from the source: a tally of each order, keyBy, reduce(addTallies), which
  // keeps state and needs a uid, and last the average
  throw new NotImplemented("runningTotals");
}
