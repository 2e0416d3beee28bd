import type { SmallCourse } from "../../course/testing/small-course.ts";

/** The stub of 00/01, as the course gives it. */
export const ADDING = `import { NotImplemented } from "#kata";

/** Adds two numbers. */
export function add(a: number, b: number): number {
  // TODO: add them
  throw new NotImplemented("add");
}
`;

const ADDING_TEST = `import { expect, test } from "#harness";
import { add } from "./adding.ts";

test("adds", { code: "ADD-01" }, async () => {
  expect(await add(1, 2)).toBe(3);
});
`;

const SENDING = `import { NotImplemented } from "#kata";

export async function send(brokers: string[], topic: string): Promise<void> {
  throw new NotImplemented("send");
}
`;

/** Fails for whatever is sent, so that its topic and its group stay. */
const SENDING_TEST = `import { expect, test } from "#harness";
import { send } from "./sending.ts";

test("sends", { code: "SND-01" }, async ({ kafka, topic, topicName, group }) => {
  const orders = await topic("orders", { partitions: 2 });
  await orders.produce([0, 1, 2, 3, 4, 5, 6].map((n) => ({ key: "k" + n, value: "order " + n, partition: n % 2 })));
  const readers = group("readers");
  const admin = await kafka.admin();
  await admin.setOffsets({ groupId: readers, topic: orders.name, partitions: [{ partition: 0, offset: "1" }] });
  topicName("never-made");
  await send(kafka.brokers, orders.name);
  expect(await orders.values({ isolation: "read_committed" })).toEqual([]);
});
`;

const HINTS = `# Hints

## What is it called?

Adding is a **sum**, see [arithmetic](https://example.org/sum).

## The shape

\`\`\`ts
return  a + …;
\`\`\`

## Nearly the answer

- one
- two
`;

const EXPLAIN = `# Checks

## ADD-01

The sum of two numbers is their sum.

**Why it matters.** It does.
`;

/** Three exercises: a pure one with all its texts, one that needs Kafka, and one that is extra. */
export function writeCourse(course: SmallCourse): void {
  course.module("module-00-setup", "Setup", 20);
  course.exercise(
    "module-00-setup/01-adding",
    { title: "Adding", minutes: 8, points: 5 },
    {
      "adding.ts": ADDING,
      "adding.test.ts": ADDING_TEST,
      "solutions/hints.md": HINTS,
      "solutions/explain.md": EXPLAIN,
    },
  );
  course.exercise(
    "module-00-setup/02-sending",
    { title: "Sending", minutes: 12, points: 10, needs: ["kafka"] },
    {
      "sending.ts": SENDING,
      "sending.test.ts": SENDING_TEST,
      "solutions/explain.md": "# Checks\n\n## SND-01\n\nEverything that is sent arrives.\n",
    },
  );
  course.module("module-01-more", "More");
  course.exercise(
    "module-01-more/01-extra-work",
    { title: "Extra work", minutes: 25, points: 5, extra: true },
    {
      "extra-work.ts": ADDING,
      "extra-work.test.ts": ADDING_TEST.replace("./adding.ts", "./extra-work.ts").replace("ADD-01", "EXT-01"),
    },
  );
}
