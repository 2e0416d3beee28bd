import { NotImplemented, type Order } from "#kata";

/** Where the shop sends its orders. */
export interface Destination {
  /** Addresses of the cluster, `host:port`. */
  brokers: string[];
  topic: string;
}

/**
 * Sends every order as one record whose value is the order as JSON, and returns once Kafka has them all. Whoever reads
 * the topic meets the orders of one customer in the order given here.
 *
 * @param orders  at most 100 of them, which fit into one request
 */
export async function sendOrders({ brokers, topic }: Destination, orders: Order[]): Promise<void> {
  // TODO: send the orders, keyed so that those of a customer stay together
  throw new NotImplemented("sendOrders");
}

/** The topics of the pipeline, and how it reads. */
export interface Pipeline {
  /** Addresses of the cluster, `host:port`. */
  brokers: string[];
  /** The topic with the orders that were placed. */
  orders: string;
  /** The topic for those that may be fulfilled. */
  validated: string;
  /** The topic for those that may not, and for what is no order. */
  parked: string;
  /** The consumer group to join. */
  group: string;
  /** Aborted when the pipeline is to stop. */
  signal: AbortSignal;
}

/**
 * Reads the placed orders, from the first one on, and passes each on with the key and value it has:
 *
 * - to `parked`, with the header `reason` = `not-json`, if it has no value, or its value is not JSON
 * - to `parked`, with the header `reason` = what `check` answers, if that is a text
 * - to `validated`, if `check` answers null
 *
 * On `validated`, the orders of one customer are in the order in which they were placed. If `check` rejects, nothing is
 * known of the order yet: it is checked again, and passed on by the answer. When the signal is aborted, the pipeline
 * finishes what it is at, leaves its group and returns; the next run goes on there, with no order lost or repeated.
 *
 * @param check  asks another service about an order; may take long, and rejects when the service cannot be reached
 */
export async function runPipeline(
  { brokers, orders, validated, parked, group, signal }: Pipeline,
  check: (order: Order) => Promise<string | null>,
): Promise<void> {
  // TODO: pass a valid order on to start with; then let order, poison and outages have their say
  throw new NotImplemented("runPipeline");
}
