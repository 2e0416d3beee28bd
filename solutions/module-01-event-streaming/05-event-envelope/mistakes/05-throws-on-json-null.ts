// caught-by: ENP-03
// You look into what was parsed before you know that it is an object: `null` is JSON too, and has no fields.
import type { Order } from "#kata";
import type { Reading } from "../event-envelope.ts";

export { ingestOrders } from "../event-envelope.ts";

export function readOrder(text: string | null): Reading {
  const event = parse(text) as Order;
  if (event === undefined) return { reason: "not-json" };
  if (event.version !== 1) return { reason: "unknown-version" };
  return isOrder(event) ? { order: event } : { reason: "invalid" };
}

/** The parsed text; undefined, which no JSON text means, where it is not JSON. */
function parse(text: string | null): unknown {
  if (text === null) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isOrder(event: Order): boolean {
  const { eventId, orderId, customerId, occurredAt, totalCents, lines } = event;
  const texts = [eventId, orderId, customerId].every((id) => typeof id === "string" && id !== "");
  const counts = [occurredAt, totalCents].every((n) => typeof n === "number" && Number.isInteger(n) && n >= 0);
  return texts && counts && Array.isArray(lines) && lines.length > 0;
}
