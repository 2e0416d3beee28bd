import type { Command } from "commander";
import { type Exercise, invariant, readCourse, readExplanations } from "../course/index.ts";
import { brief, type Pen, pen, thisTerminal } from "../feedback/index.ts";
import type { GroupView, TopicView } from "../kafka/index.ts";
import { chosenIn } from "../testing/names.ts";
import type { Left, LeftCheck } from "./left-behind.ts";

/** Width of a record's value. */
const VALUE = 56;

/** `katas look`: what the last failing run left on the servers. */
export function look(program: Command): void {
  program
    .command("look")
    .description("look at the last failing run's topics, groups and jobs: records, offsets, lag")
    .option("--json", "as JSON, for programs")
    .addHelpText(
      "after",
      `
Examples:
  npx katas look
  npx katas look --json

A failing check's topics and groups are kept until the next run that uses Kafka. Their names and the address of the
cluster work with other tools too, for example kcat. A Flink job ends with its check, since it holds slots: it is shown
as it was then, and the Web UI still has it.`,
    )
    .action(async ({ json }: { json?: boolean }) => {
      const { leftBehind } = await import("./left-behind.ts");
      const left = await leftBehind();
      if (json) console.log(JSON.stringify(left ?? null, null, 2));
      else if (left) await show(left);
      else console.log(" No failing run has left anything on a Kafka cluster: there is nothing to look at.");
    });
}

async function show({ at, brokers, checks }: Left): Promise<void> {
  const ink = pen(thisTerminal());
  const { columns } = await import("./terminal/table.ts");
  const exercises = readCourse().flatMap((module) => module.exercises);
  console.log(ink.dim(` Run of ${new Date(at).toLocaleString("sv-SE")}, on Kafka at ${brokers.join(",")}`));
  for (const check of checks) {
    const exercise = exercises.find(({ key }) => key === check.exercise);
    console.log(`\n${heading(check, exercise, ink)}`);
    for (const name of check.missing) {
      console.log(`\n ${ink.bold(`topic ${chosenIn(name)}`)}  does not exist  ${ink.dim(name)}`);
    }
    for (const topic of check.topics) console.log(`\n${topicText(topic, columns, ink)}`);
    for (const group of check.groups) console.log(`\n${groupText(group, columns, ink)}`);
    for (const { id, webUi, told } of check.jobs) {
      const [job = "", ...rest] = told.map((line) => ink.plain(line));
      console.log([`\n ${ink.bold(job)}  ${ink.dim(`${webUi}/#/job/${id}`)}`, ...rest].join("\n"));
    }
  }
}

function heading({ exercise: key, code }: LeftCheck, exercise: Exercise | undefined, ink: Pen): string {
  const name = exercise ? `${exercise.short} ${exercise.title.toLowerCase()}` : key;
  const line = ` ${ink.red(ink.mark.fail)} ${ink.bold(ink.plain(name))}  ${code}`;
  const explanation = exercise && readExplanations(exercise).get(code);
  return explanation ? `${line}\n${ink.paragraph(ink.plain(invariant(explanation)))}` : line;
}

type Columns = typeof import("./terminal/table.ts").columns;

function topicText({ name, partitions }: TopicView, columns: Columns, ink: Pen): string {
  const rows = partitions.map(({ partition, begin, end }) => [partition, begin, end].map(String));
  const lines = [
    ` ${ink.bold(`topic ${chosenIn(name)}`)}  ${ink.dim(name)}`,
    columns(rows, { head: ["partition", "begin", "end"], right: [0, 1, 2] }),
  ];
  const records = partitions.flatMap(({ partition, last }) =>
    last.map(({ offset, key, value }) => [
      `${partition}`,
      `${offset}`,
      ink.plain(brief(key, 20)),
      ink.plain(brief(value, VALUE)),
    ]),
  );
  const head = ["partition", "offset", "key", "value"];
  if (records.length > 0) lines.push("   the last records of each:", columns(records, { head, right: [0, 1] }));
  return lines.join("\n");
}

function groupText(group: GroupView, columns: Columns, ink: Pen): string {
  const { name, state, members, partitions } = group;
  const count = `${members.length} ${members.length === 1 ? "member" : "members"}`;
  const rows = partitions.map(({ topic, partition, committed, end, lag }) => [
    chosenIn(topic),
    `${partition}`,
    `${committed ?? "-"}`,
    `${end}`,
    `${lag ?? "-"}`,
    members.find((member) => member.partitions[topic]?.includes(partition))?.clientId ?? "-",
  ]);
  const head = ["topic", "partition", "committed", "end", "lag", "member"];
  const what = state === "Dead" ? "does not exist" : `${state}, ${count}`;
  return [
    ` ${ink.bold(`group ${chosenIn(name)}`)}  ${what}  ${ink.dim(name)}`,
    ...(state !== "Dead" && rows.length > 0 ? [columns(rows, { head, right: [1, 2, 3, 4] })] : []),
  ].join("\n");
}
