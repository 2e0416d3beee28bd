/** `npm run watch`: an exercise again at every save, however an editor saves, until Ctrl-C. */
import { renameSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { untilEnded } from "../processes.ts";
import { until } from "../until.ts";
import { Learner } from "./testing/learner.ts";

const FIRST = "exercises/module-00-setup/01-first";
const answering = (mark: string, answer: number) => `import { writeFileSync } from "node:fs";
writeFileSync(${JSON.stringify(mark)}, String(process.pid));
export async function f() { return ${answer}; }
`;

let learner: Learner;
beforeAll(() => {
  learner = new Learner();
  learner.course.module("module-00-setup", "Setup");
  for (const slug of ["first", "second"]) {
    learner.course.exercise(
      `module-00-setup/0${slug === "first" ? 1 : 2}-${slug}`,
      { title: `The ${slug}` },
      {
        [`${slug}.ts`]: answering(learner.mark(slug), 1),
        [`${slug}.test.ts`]: `import { expect, test } from "#harness";
import { f } from "./${slug}.ts";
test("it is two", { code: "${slug.slice(0, 3).toUpperCase()}-01" }, async () => { expect(await f(), "what f gives").toBe(2); });`,
      },
    );
  }
});
afterAll(() => learner.leave());

test("follows the file until Ctrl-C, and leaves nothing", async () => {
  const file = path.join(learner.course.root, FIRST, "first.ts");
  const watching = learner.command(["watch"]);
  let text = "";
  watching.stdout?.on("data", (chunk) => (text += chunk));
  const ended = learner.ended(watching);
  /** What has been said since the last time, once the run is over. */
  const run = async (what: string, save: () => void) => {
    text = "";
    save();
    return until(
      what,
      () => text,
      (said) => said.includes(" watching "),
      20_000,
    );
  };

  const red = await run("the first run, of the next unsolved exercise", () => {});
  expect(red).toContain("x 00/01 the first > it is two");
  expect(red).toContain("What f gives.");
  expect(red).toContain(`${FIRST}/first.ts`);

  const green = await run("a save in place", () => writeFileSync(file, answering(learner.mark("first"), 2)));
  expect(green).toContain("+ 00/01 the first  1 check");
  expect(green).toContain("00/02");

  const broken = await run("a save by another file's new name", () => {
    writeFileSync(`${file}.new`, "export async function f( {\n");
    renameSync(`${file}.new`, file);
  });
  expect(broken).toContain("does not parse");

  // In the middle of a run.
  writeFileSync(file, `${answering(learner.mark("looping"), 2)}for (;;);\n`);
  const worker = await learner.marked("looping");
  watching.kill("SIGINT");
  expect((await ended).code).toBe(130);
  expect(await untilEnded([worker], 3_000)).toEqual([]);
}, 60_000);
