import { NotImplemented, type Order } from "#kata";

/** Why a record cannot be used as an order. */
export type Reason = "not-json" | "unknown-version" | "invalid";

/** What the value of a record turned out to be: an order, or the reason why it is none. */
export type Reading = { order: Order } | { reason: Reason };

/**
 * Reads the value of one record, and never throws. The first of these that holds is the result:
 *
 * - `not-json`         there is no value (null), or its text is not JSON
 * - `invalid`          it is JSON, but not an object: a number, a list, `null`
 * - `unknown-version`  its `version` is not the number 1; nothing else in it is looked at
 * - `invalid`          `eventId`, `orderId` or `customerId` is not a text with at least one character, `occurredAt` or
 *                      `totalCents` is not a whole number from 0, or `lines` is not a list with at least one entry
 * - the order          otherwise; what else is in the object does not matter
 *
 * @param text  the value as text; null where the record has no value
 */
export function readOrder(text: string | null): Reading {
  // TODO: parse, look at the version, then at the fields
  throw new NotImplemented("readOrder");
}

/** Where orders come from, and where goes what is none. */
export interface Intake {
  /** Addresses of the cluster, `host:port`. */
  brokers: string[];
  /** The topic that orders arrive on. */
  orders: string;
  /** The topic for records that are no orders. */
  quarantine: string;
  /** The consumer group to join. */
  group: string;
  /** Aborted when the intake is to stop. */
  signal: AbortSignal;
}

/**
 * Reads the topic from its first record until the signal is aborted, then leaves the group and returns.
 *
 * An order is given to `accept`. A record that is no order is sent to the quarantine topic with the key and value it
 * had, byte for byte, and four headers, all of them texts: `reason`, and where the record was, `topic`, `partition` and
 * `offset`. Either way the next record is taken only after that is done.
 *
 * @param accept  takes one order; the next one is given after it has resolved
 */
export async function ingestOrders(
  { brokers, orders, quarantine, group, signal }: Intake,
  accept: (order: Order) => Promise<void>,
): Promise<void> {
  // TODO: a consumer that reads, a producer for what is no order
  throw new NotImplemented("ingestOrders");
}
