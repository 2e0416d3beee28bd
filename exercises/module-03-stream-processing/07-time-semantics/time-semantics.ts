import { NotImplemented } from "#kata";

/** One page view with its three times, all epoch milliseconds. */
export interface Arrival {
  eventId: string;
  /** Event time: when it happened, by the phone's clock. Written once, by the phone. */
  eventTime: number;
  /** Ingestion time: when the log stored it, by the broker's clock. Written again if it is sent to a log again. */
  ingestedAt: number;
  /** Processing time: when the job handled it, by the job's clock. Another one in every run. */
  processedAt: number;
}

export type Clock = "event" | "ingestion" | "processing";

export interface MinuteCount {
  /** Start of the minute, epoch milliseconds. The minute covers [minute, minute + 60 000). */
  minute: number;
  /** Views counted in it, at least 1. */
  views: number;
}

export interface Rerun {
  /** "log": the job reads the stored records again. "source": everything is sent to a new log, which the job then reads. */
  from: "log" | "source";
  /** When, epoch milliseconds; it all happens within this one millisecond. */
  at: number;
}

/**
 * Views per minute by one of the three clocks.
 *
 * @returns  ascending by minute; a minute without views is left out
 */
export async function countPerMinute(arrivals: Arrival[], clock: Clock): Promise<MinuteCount[]> {
  // TODO: choose the time by the clock, find its minute, count
  throw new NotImplemented("countPerMinute");
}

/**
 * What a second run of the job sees.
 *
 * @param arrivals  of the first run; they stay as they are
 * @returns         the same views in the same order, with the times they have in the second run
 */
export async function rerun(arrivals: Arrival[], { from, at }: Rerun): Promise<Arrival[]> {
  // TODO: which of the three times are written anew?
  throw new NotImplemented("rerun");
}

/**
 * The clocks by which two runs gave the same counts per minute.
 *
 * @param first   arrivals of one run
 * @param second  arrivals of the other, perhaps in another order, and perhaps not the same views
 * @returns       in the order event, ingestion, processing
 */
export async function sameCounts(first: Arrival[], second: Arrival[]): Promise<Clock[]> {
  // TODO: count both runs by each clock, and compare
  throw new NotImplemented("sameCounts");
}
