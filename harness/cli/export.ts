import type { Command } from "commander";
import { type Pen, pen, thisTerminal } from "../feedback/index.ts";
import type { CourseForStudents } from "./export/contents.ts";
import type { Written } from "./export/index.ts";
import { interruptible } from "./terminal/interrupt.ts";

/** Names of files that are told of a longer list. */
const NAMED = 3;

/** `katas export`: the repository that students get, without solutions. */
export function exportCourse(program: Command): void {
  program
    .command("export")
    .description("for teachers: write the course as students get it, without solutions, for a template repository")
    .requiredOption("--student <folder>", "where to: a folder that is not there yet, or empty; or an earlier export")
    .option("--update", "bring an earlier export up to date; students' own files stay as they are")
    .addHelpText(
      "after",
      `
Examples:
  npx katas export --student ../shop-streams              a new one
  npx katas export --student ../class/ann --update        a student's repository, after a change of the course

Only files that git tracks go, the stubs as the course gave them, whatever you have written into yours.`,
    )
    .action(async ({ student, update = false }: { student: string; update?: boolean }) => {
      await interruptible(async (signal) => {
        signal.addEventListener("abort", () => console.error(interrupted(student, update)), { once: true });
        const { courseForStudents, writeAnew, writeUpdate } = await import("./export/index.ts");
        const ink = pen(thisTerminal());
        const reading = bar("reading");
        const course = await courseForStudents(signal, reading.at).finally(reading.end);
        warn(course, ink);
        const writing = bar("writing");
        const write = update ? writeUpdate : writeAnew;
        const options = { signal, onFile: writing.at };
        const written = await write(student, course.source, course.contents, options).finally(writing.end);
        tell(course, written, { dir: student, update }, ink);
      });
    });
}

/** How far it is, on a terminal's standard error: a bar. */
function bar(what: string) {
  const { isTTY } = process.stderr;
  const shown = (text: string) => void (isTTY && process.stderr.write(`\r\u001b[K${text}`));
  return {
    at: (done: number, of: number) => shown(` ${what} ${done} of ${of} files`),
    end: () => shown(""),
  };
}

function interrupted(dir: string, update: boolean): string {
  return update ? ` Interrupted. Run it again: it goes on where it was.` : ` Interrupted: ${dir} was not made.`;
}

/** What a teacher would rather know now than from a student. */
function warn({ changed, untracked }: CourseForStudents, ink: Pen): void {
  const say = (files: string[], one: string, many: string) => {
    if (files.length === 0) return;
    const text = `${files.length === 1 ? `1 file ${one}` : `${files.length} files ${many}`}: ${some(files)}.`;
    console.error(ink.yellow(ink.paragraph(text, 1)));
  };
  say(changed, "goes as it is here, which is not committed", "go as they are here, which is not committed");
  say(untracked, "stays behind, since git does not know it", "stay behind, since git does not know them");
}

function tell(
  { source, contents, left }: CourseForStudents,
  { folder, written, removed, theirs, newStubs, replaced }: Written,
  { dir, update }: { dir: string; update: boolean },
  ink: Pen,
): void {
  const line = (text: string) => console.log(ink.paragraph(text, 3));
  const from = `version ${source.version}${source.commit === "" ? "" : `, commit ${source.commit}`}`;
  const did = update ? `${count(written.length)} written, ${removed.length} removed` : count(written.length);
  console.log(` ${ink.green(ink.mark.pass)} ${ink.bold(dir)}  ${did}, from ${from}\n`);
  if (update) {
    if (theirs.length > 0) line(`Left as they are, since somebody wrote in them: ${some(theirs)}.`);
    if (newStubs.length > 0) line(`Of these the course has a new stub: ${some(newStubs)}. Say what changed.`);
    if (replaced.length > 0)
      line(`Changed there and replaced, with a copy under .katas/kept/update: ${some(replaced)}.`);
    if (written.length + removed.length === 0) line("It was up to date.");
    console.log(`\n Next: look at it (git -C ${dir} diff), commit and push.`);
    return;
  }
  const stubs = contents.filter(({ stub }) => stub).length;
  line(`It holds ${stubs} exercises with their stubs as the course gave them, tests, hints and explanations.`);
  console.log("\n   Left out:");
  for (const [why, files] of left) console.log(`     ${String(files).padStart(4)}  ${why}`);
  console.log("");
  line("Diagnosis is off there: without the mistakes a failure names no misconception. Your own reports do.");
  if (!contents.some(({ file }) => file.startsWith(".github/")))
    line("It has no workflow: the course has no classroom.yml.");
  console.log(`\n Next, in ${folder}:`);
  for (const step of [
    'git init && git add --all && git commit -m "The course"',
    "git remote add origin <address>, git push --set-upstream origin HEAD",
    "on GitHub: Settings, Template repository",
  ]) {
    console.log(`   ${step}`);
  }
}

function count(files: number): string {
  return files === 1 ? "1 file" : `${files} files`;
}

function some(files: string[]): string {
  const more = files.length - NAMED;
  return `${files.slice(0, NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}
