import { NotImplemented, type Order } from "#kata";

export interface RevenueReport {
  /** Orders counted, each once however often it was sent. */
  orders: number;
  /** Their totals added up, in cents. */
  totalCents: number;
}

/**
 * The nightly job: all orders of the day are there, and one report comes out.
 *
 * @param orders  in any order; an order that was sent twice is in the list twice, with the same `eventId`
 */
export async function batchReport(orders: Order[]): Promise<RevenueReport> {
  // TODO: add up every order once
  throw new NotImplemented("batchReport");
}

/**
 * The live dashboard: orders arrive one by one for ever, and after every single one the report is right for what has
 * arrived so far, before the next order is asked for.
 *
 * @param orders  as they arrive; there may never be a last one
 * @yields        one report for every order that arrives, a re-sent one included
 */
export async function* runningReport(orders: AsyncIterable<Order>): AsyncGenerator<RevenueReport> {
  // TODO: keep what you need to know between two orders, and yield a report after each
  throw new NotImplemented("runningReport");
}
