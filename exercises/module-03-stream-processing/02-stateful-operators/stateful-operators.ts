import { NotImplemented } from "#kata";

export interface Payment {
  /** One for each payment; a payment that is sent again has the same. */
  eventId: string;
  /** Any text a customer chose, "constructor" included. */
  customer: string;
  /** Cents; negative for a refund. */
  cents: number;
}

export interface Total {
  customer: string;
  /** Payments of this customer so far, refunds included. */
  payments: number;
  /** Their cents added up. */
  cents: number;
}

/**
 * Keyed state: each payment is answered with its own customer's total so far, before the next one is taken.
 *
 * @param payments  as they arrive; every one counts
 */
export async function* runningTotals(payments: AsyncIterable<Payment>): AsyncGenerator<Total> {
  // TODO: keep one total for each customer, and yield the one that a payment changed
  throw new NotImplemented("runningTotals");
}

/**
 * Bounded state: lets a payment through unless its `eventId` is remembered. What is let through is remembered; when that
 * would be more than `capacity` ids, the one that has been remembered longest is forgotten (first in, first out).
 *
 * @param payments  as they arrive; a repeat is dropped and changes nothing
 * @param capacity  ids to remember, at least 1
 */
export async function* withoutRepeats(payments: AsyncIterable<Payment>, capacity: number): AsyncGenerator<Payment> {
  // TODO: drop what you remember; remember what you let through, and forget the oldest id if there are too many
  throw new NotImplemented("withoutRepeats");
}
