/** The picture of the lesson: five starts of a service, what each finds, and what the call does about it. */
import { plan, type TopicSpec } from "./create-topic.ts";

const starts: [partitions: number, hours: number][] = [
  [3, 1],
  [3, 1],
  [6, 1],
  [6, 24],
  [3, 24],
];

console.log("start  finds                     wants                     what the call does");
let there: TopicSpec | undefined;
for (const [i, [partitions, hours]] of starts.entries()) {
  const wanted = { name: "orders", partitions, config: { "retention.ms": String(hours * 3_600_000) } };
  const done = call(there, wanted);
  console.log(`  ${i + 1}    ${spec(there).padEnd(26)}${spec(wanted).padEnd(26)}${done}`);
  if (!done.startsWith("throws")) there = wanted;
}

function call(there: TopicSpec | undefined, wanted: TopicSpec): string {
  if (!there) return "creates it";
  try {
    const { partitionsAdded, settingsChanged } = plan(there, wanted);
    const adds = partitionsAdded > 0 ? [`adds ${partitionsAdded} partitions`] : [];
    return [...adds, ...settingsChanged.map((setting) => `sets ${setting}`)].join(", ") || "nothing";
  } catch {
    return "throws an error";
  }
}

function spec(topic: TopicSpec | undefined): string {
  if (!topic) return "no topic";
  return `${topic.partitions} partitions, keeps ${Number(topic.config["retention.ms"]) / 3_600_000} h`;
}
