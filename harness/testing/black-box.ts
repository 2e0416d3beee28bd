import { brief } from "../feedback/difference.ts";
import { describeGroup, describeTopics, type GroupView, type TopicView } from "../kafka/index.ts";
import { chosenIn } from "./names.ts";
import type { Scene, Stage } from "./scene.ts";

/** Records shown from the end of each partition. */
const TAIL = 3;

/**
 * What is on the servers when a check's time is up: its topics' ends and last records, its groups' members, committed
 * offsets and lag.
 */
export async function blackBox(stage: Stage, scene: Scene): Promise<string[]> {
  const cluster = stage.cluster();
  const names = scene.topics.map(({ name }) => name);
  const topics = await describeTopics(cluster, names, TAIL);
  const lines = names.flatMap((name) => {
    const topic = topics.find((one) => one.name === name);
    return topic ? topicLines(topic) : [`topic ${chosenIn(name)}  does not exist`];
  });
  for (const group of scene.groups) lines.push(...groupLines(await describeGroup(cluster, group, topics)));
  return lines;
}

function topicLines({ name, partitions }: TopicView): string[] {
  return partitions.flatMap(({ partition, end, last }) => [
    `topic ${chosenIn(name)}  partition ${partition}  end ${end}`,
    ...last.map(({ offset, key, value }) => `  ${offset}  ${key ?? "-"}  ${brief(value, 44)}`),
  ]);
}

function groupLines({ name, members, partitions }: GroupView): string[] {
  // A pipeline's group commits on the topic it reads; on those it writes there is nothing to tell.
  const topics = [...new Set(partitions.filter(({ committed }) => committed !== undefined).map(({ topic }) => topic))];
  if (topics.length === 0)
    return [
      `group ${chosenIn(name)}  ${members.length} ${members.length === 1 ? "member" : "members"}, nothing committed`,
    ];
  return topics.flatMap((on) => [
    `group ${chosenIn(name)}  ${members.length} ${members.length === 1 ? "member" : "members"}  on ${chosenIn(on)}`,
    ...partitions
      .filter(({ topic }) => topic === on)
      .map(({ partition, committed, lag }) =>
        committed === undefined
          ? `  partition ${partition} nothing committed`
          : `  partition ${partition} committed ${committed}, lag ${lag}`,
      ),
  ]);
}
