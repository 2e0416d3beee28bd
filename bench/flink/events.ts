/** What all programs read: topics of JSON records of one size, the same for everybody. */
import { randomBytes } from "node:crypto";
import type { Cluster } from "../../harness/kafka/index.ts";
import type { Event } from "./jobs.ts";

/** Bytes sent at once: a broker takes a batch of a megabyte. */
const BATCH = 500_000;

/** Fills a topic of one partition. @returns its name */
export async function fill(kafka: Cluster, records: number, bytes: number): Promise<string> {
  const topic = await kafka.createTopic(`events-${bytes}-${records}-${randomBytes(3).toString("hex")}`);
  const atOnce = Math.floor(BATCH / bytes);
  for (let id = 0; id < records; id += atOnce) {
    const count = Math.min(atOnce, records - id);
    await topic.produce(Array.from({ length: count }, (_, i) => ({ value: eventOf(id + i, bytes) })));
  }
  return topic.name;
}

/** JSON of exactly so many bytes. */
function eventOf(id: number, bytes: number): string {
  const event: Event = { id, user: `u-${id % 1_000}`, name: `Teapot ${id % 7}`, padding: "" };
  const bare = JSON.stringify(event).length;
  return JSON.stringify({ ...event, padding: "x".repeat(Math.max(0, bytes - bare)) });
}
