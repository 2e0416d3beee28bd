// caught-by: ENP-01
// You ask whether a field is truthy. Zero is not, and neither is the empty text: only one of the two is wrong here.
import type { Order } from "#kata";
import type { Reading } from "../event-envelope.ts";

export { ingestOrders } from "../event-envelope.ts";

export function readOrder(text: string | null): Reading {
  const event = parse(text);
  if (event === undefined) return { reason: "not-json" };
  if (!isObject(event)) return { reason: "invalid" };
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

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isOrder(event: object): event is Order {
  const { eventId, orderId, customerId, occurredAt, totalCents, lines }: Partial<Order> = event;
  if (!eventId || !orderId || !customerId || !occurredAt || !totalCents) return false;
  return Number.isInteger(occurredAt) && Number.isInteger(totalCents) && totalCents > 0 && (lines ?? []).length > 0;
}
