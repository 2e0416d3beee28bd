/**
 * Cures kafkajs 2.2.4 of handing aborted records to `read_committed` readers. Import it before kafkajs, for its side
 * effect: it replaces one internal function in Node's module cache, so a learner's own import of kafkajs is cured too.
 *
 * What is wrong there: a broker lists a fetch's aborted transactions by the offset at which they ended, kafkajs expects
 * them by the offset at which they began and takes at most one from the list a record; so with two producers aborting
 * in one fetch, records of one of them get through. It also takes any record whose key is four zero bytes for an abort
 * marker. Kafka's own consumer is the model (CompletedFetch.consumeAbortedTransactionsUpTo, FetchResponse).
 */
import { createRequire } from "node:module";

interface FetchedRecord {
  offset: string;
  key: Buffer | null;
  isControlRecord: boolean;
  batchContext: { producerId: string; inTransaction: boolean };
}

interface Fetched<R> {
  messages: R[];
  abortedTransactions?: { producerId: string; firstOffset: string }[];
}

/** Type of an abort marker: a control record's key is its version (int16) and its type (int16), abort = 0. */
const ABORT = 0;

/** The records of one fetched partition that do not belong to an aborted transaction; control records stay in. */
function withoutAborted<R extends FetchedRecord>({ messages, abortedTransactions = [] }: Fetched<R>): R[] {
  if (abortedTransactions.length === 0) return messages;
  const begun = abortedTransactions
    .map(({ producerId, firstOffset }) => ({ producerId, first: BigInt(firstOffset) }))
    .sort((a, b) => (a.first < b.first ? -1 : a.first > b.first ? 1 : 0));
  const aborting = new Set<string>();
  let next = 0;
  return messages.filter((record) => {
    for (let t = begun[next]; t && t.first <= BigInt(record.offset); t = begun[++next]) aborting.add(t.producerId);
    const { producerId, inTransaction } = record.batchContext;
    if (record.isControlRecord) {
      if (record.key && record.key.length >= 4 && record.key.readInt16BE(2) === ABORT) aborting.delete(producerId);
      return true;
    }
    return !(inTransaction && aborting.has(producerId));
  });
}

const require = createRequire(import.meta.url);
const filter = require.resolve("kafkajs/src/consumer/filterAbortedMessages.js");
const user = require.resolve("kafkajs/src/consumer/batch.js");
// Another module of this file may have done it: by its name it is known.
if (require.cache[filter]?.exports.name !== withoutAborted.name) {
  if (require.cache[user]) throw new Error("harness/kafka/read-committed.ts must be imported before kafkajs");
  require(filter);
  const module = require.cache[filter];
  if (!module) throw new Error("kafkajs has no consumer/filterAbortedMessages.js: is it still 2.2.4?");
  module.exports = withoutAborted;
}
