/** Cures of kafkajs 2.2.4. Import it before kafkajs, for its side effects: a learner's own import of it is cured too. */
import "./read-committed.ts";
import "./request-timer.ts";
