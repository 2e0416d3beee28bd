import { NotImplemented, type Order } from "#kata";

/** Where to send to. */
export interface Destination {
  /** Addresses of the cluster, `host:port`. */
  brokers: string[];
  topic: string;
}

/**
 * Sends each order as one record, in the order given, and returns once Kafka has them all.
 *
 * A record's
 * - key is the order's `customerId`,
 * - value is the order as JSON,
 * - timestamp is the time at which the order was placed (`occurredAt`),
 * - headers are `event-type`: "order-placed", and `event-version`: the order's `version` as text.
 *
 * @param orders  any number of them; the brokers refuse a request that is too large, and 100 orders always fit into one
 */
export async function sendOrders({ brokers, topic }: Destination, orders: Order[]): Promise<void> {
  // TODO: connect a producer and send one order as { key, value }; then all of them; then add what else a record has
  throw new NotImplemented("sendOrders");
}
