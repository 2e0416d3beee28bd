import pRetry from "p-retry";

/**
 * Asks again while Kafka says that the answer is on its way: the leader of a partition that was made a moment ago hears
 * of it last, and the coordinator of a cluster's first group has its own topic to make. What Kafka does not call
 * retriable is thrown at once.
 */
export function patiently<T>(ask: () => Promise<T>): Promise<T> {
  return pRetry(ask, {
    retries: 20,
    minTimeout: 50,
    maxTimeout: 400,
    shouldRetry: ({ error }) => isRetriable(error),
  });
}

/** Whether it is, in Kafka's words: asked again, it may be answered. */
export function isRetriable(error: unknown): boolean {
  return error instanceof Error && "retriable" in error && error.retriable === true;
}
