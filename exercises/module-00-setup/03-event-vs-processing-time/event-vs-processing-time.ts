import { NotImplemented } from "#kata";

/** One page view as the shop's server received it. Both times are epoch milliseconds. */
export interface Arrival {
  eventId: string;
  /** Event time: when it happened, by the clock of the phone it happened on. */
  occurredAt: number;
  /** Processing time: when it reached the server, by the server's clock. */
  arrivedAt: number;
}

export interface MinuteCount {
  /** Start of the minute, epoch milliseconds. The minute covers [minute, minute + 60 000). */
  minute: number;
  /** Views counted in it, at least 1. */
  views: number;
}

export interface Skew {
  eventId: string;
  /** Milliseconds from happening to arriving; negative where the phone's clock is ahead of the server's. */
  skewMs: number;
}

/**
 * Views per minute of event time: what the customers did.
 *
 * @param arrivals  in the order in which they arrived
 * @returns         ascending by minute; a minute without views is left out
 */
export async function countByEventTime(arrivals: Arrival[]): Promise<MinuteCount[]> {
  // TODO: find the minute in which each view happened, and count
  throw new NotImplemented("countByEventTime");
}

/**
 * Views per minute of processing time: what the server saw.
 *
 * @param arrivals  in the order in which they arrived
 * @returns         ascending by minute; a minute without views is left out
 */
export async function countByProcessingTime(arrivals: Arrival[]): Promise<MinuteCount[]> {
  // TODO: the same count, by the other clock
  throw new NotImplemented("countByProcessingTime");
}

/**
 * How far each view's two times are apart.
 *
 * @returns  one entry for each arrival, in the same order
 */
export async function skews(arrivals: Arrival[]): Promise<Skew[]> {
  // TODO: processing time minus event time
  throw new NotImplemented("skews");
}
