import type { StreamExecutionEnvironment } from "#flink";
import { NotImplemented } from "#kata";

/** Topics of the job, and how Flink reaches them. */
export interface Topics {
  /** Bootstrap addresses, `host:port`, with commas between them. */
  brokers: string;
  /** JSON of `Order` (see `#kata`), key `customerId`. */
  orders: string;
  /** JSON of `PickTask`, key `orderId`. */
  tasks: string;
}

/** What somebody in the warehouse takes off a shelf. */
export interface PickTask {
  /** The order and the line's place in it, from 1: `o-0413/2`. */
  taskId: string;
  orderId: string;
  productId: string;
  /** Pieces, at least 1. */
  quantity: number;
  /** Price of all pieces of the line, in cents. */
  amountCents: number;
}

/**
 * Records a job that reads the orders that are there when it starts, and writes a task for each line of an order:
 *
 * - An order from before `openedAt` is the old warehouse's: none of its lines is a task.
 * - A line of 0 pieces is no task. An old app leaves it behind where the customer has taken a product out again, and in
 *   some orders that is every line; others have none at all. Such a line has a place in its order all the same.
 *
 * All of it runs in the tasks that read the topic: no order and no line goes from one task to another.
 *
 * @param openedAt  epoch milliseconds; an order of that very millisecond is ours
 */
export function splitOrders(
  env: StreamExecutionEnvironment,
  { brokers, orders, tasks }: Topics,
  openedAt: number,
): void {
  // TODO: env.fromSource(jsonSource<Order>(...), ...).uid(...), then filter, flatMap and map; jsonSource and jsonSink are
  // in "#kata/flink", and the sink's second argument gives the key
  throw new NotImplemented("splitOrders");
}
