// caught-by: ENP-03
// You say `as Order` and look no further. A type is gone when the program runs: what was parsed can be anything.
import type { Order } from "#kata";
import type { Reading } from "../event-envelope.ts";

export { ingestOrders } from "../event-envelope.ts";

export function readOrder(text: string | null): Reading {
  try {
    const order = JSON.parse(text ?? "") as Order;
    return order.version === 1 ? { order } : { reason: "unknown-version" };
  } catch {
    return { reason: "not-json" };
  }
}
