// caught-by: ENP-02
// You take the text "1" for the number 1, as `==` and `Number(...)` do. The rule names a number, and what writes a text is not version 1.
import type { Order } from "#kata";
import type { Reading } from "../event-envelope.ts";

export { ingestOrders } from "../event-envelope.ts";

export function readOrder(text: string | null): Reading {
  const event = parse(text);
  if (event === undefined) return { reason: "not-json" };
  if (!isObject(event)) return { reason: "invalid" };
  if (Number(event.version) !== 1) return { reason: "unknown-version" };
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOrder(event: object): event is Order {
  const { eventId, orderId, customerId, occurredAt, totalCents, lines }: Partial<Order> = event;
  const texts = [eventId, orderId, customerId].every((id) => typeof id === "string" && id !== "");
  const counts = [occurredAt, totalCents].every((n) => typeof n === "number" && Number.isInteger(n) && n >= 0);
  return texts && counts && Array.isArray(lines) && lines.length > 0;
}
