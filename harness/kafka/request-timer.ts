/**
 * Cures kafkajs 2.2.4 of asking for a timer in the past, at each request of a client that no broker has throttled: from
 * version 24 on, Node warns of it on a learner's screen. Import it before a client is made, for its side effect.
 */
import { createRequire } from "node:module";

interface RequestQueue {
  pending: unknown[];
  /** Epoch milliseconds; -1 where no broker has throttled the client. */
  throttledUntil: number;
  scheduleCheckPendingRequests(): void;
}

const require = createRequire(import.meta.url);
const { prototype }: { prototype: RequestQueue } = require("kafkajs/src/network/requestQueue/index.js");
const { scheduleCheckPendingRequests } = prototype;

if (scheduleCheckPendingRequests.name !== "inTheFuture") {
  prototype.scheduleCheckPendingRequests = function inTheFuture(this: RequestQueue) {
    const { throttledUntil } = this;
    // Where something is pending, the timer is in the future as it is. Else Node makes a millisecond of whatever is past.
    if (this.pending.length === 0) this.throttledUntil = Math.max(throttledUntil, Date.now() + 1);
    scheduleCheckPendingRequests.call(this);
    this.throttledUntil = throttledUntil;
  };
}
