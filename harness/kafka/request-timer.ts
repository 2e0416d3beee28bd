/**
 * Cures kafkajs 2.2.4 of a timer for each connection that goes off again and again, a millisecond after the last, to look
 * for requests that wait although none does; and its time lies in the past, of which Node warns from version 24 on, on a
 * learner's screen. A request that has to wait sets the timer when it comes. Import it before a client is made.
 */
import { createRequire } from "node:module";

interface RequestQueue {
  /** Requests that wait: too many are under way, or the broker has throttled the client. */
  pending: unknown[];
  scheduleCheckPendingRequests(): void;
}

const require = createRequire(import.meta.url);
const { prototype }: { prototype: RequestQueue } = require("kafkajs/src/network/requestQueue/index.js");
const { scheduleCheckPendingRequests } = prototype;

if (scheduleCheckPendingRequests.name !== "whereSomethingWaits") {
  prototype.scheduleCheckPendingRequests = function whereSomethingWaits(this: RequestQueue) {
    if (this.pending.length > 0) scheduleCheckPendingRequests.call(this);
  };
}
