import path from "node:path";
import { type Command, InvalidArgumentError } from "commander";
import { readCourse } from "../course/index.ts";
import { pen, thisTerminal } from "../feedback/index.ts";
import type { Format, Grade, Grading } from "../grading/index.ts";
import { COURSE, STATE } from "../paths.ts";
import { EXIT, Problem } from "../problem.ts";
import { drawSeed } from "../run/index.ts";
import { interruptible } from "./terminal/interrupt.ts";
import { select, wholeNumber } from "./test.ts";

interface Options {
  submission?: string;
  roster?: string;
  reports?: string;
  fresh?: boolean;
  seed?: number;
  limit?: number;
  json?: string;
  format?: string[];
  output?: string[];
  exitZeroOnFail?: boolean;
}

/** `npm run grade`: what a submission is worth, with its code held where it can do no harm. */
export function grade(program: Command): void {
  program
    .command("grade")
    .description("grade a submission, or a class: the checks judge it, its code runs in a confined process")
    .argument("[exercises...]", "what to grade (module-03, 03/06, session-windows); everything unless told")
    .option(
      "--submission <dir>",
      "a repository that holds exercises/, or one exercise's folder; this checkout unless told",
    )
    .option("--roster <dir>", "a class: a folder with a submission for each student in it")
    .option("--reports <dir>", "where the reports of a class go; .katas/grades/<name of the roster> unless told")
    .option("--fresh", "with --roster: grade all anew, also what has been graded before")
    .option("--seed <number>", "draw the inputs from this seed; drawn anew unless told", wholeNumber)
    .option(
      "--limit <minutes>",
      "the time of one submission, 15 unless told: what is not judged by then has failed",
      minutes,
    )
    .option("--json <file>", "write the grade as a document (grade.json)")
    .option("--format <name>", "text, json, csv, summary, junit, classroom or classroom50; may be repeated", gather)
    .option("--output <file>", "where the format goes; the screen unless told; may be repeated", gather)
    .option("--exit-zero-on-fail", "exit 0 although checks failed: another exit then means that grading itself failed")
    .addHelpText(
      "after",
      `
Examples:
  npm run grade -- module-03
  npm run grade -- module-03 --submission ../ann --seed 7 --json ann.json
  npm run grade -- module-03 --roster ../class

Exit codes: 0 all passed, 1 something failed, 2 it cannot be graded, 3 an error of ours, 130 interrupted.`,
    )
    .action(async (words: string[], options: Options) => {
      const exercises = select(readCourse(), words.length > 0 ? words : ["all"]);
      const grading = {
        exercises,
        selection: words.length > 0 ? words : ["all"],
        seed: options.seed ?? drawSeed(),
        ...(options.limit !== undefined && { limitMs: options.limit * 60_000 }),
      };
      const outcome =
        options.roster === undefined ? gradeOne(grading, options) : gradeClass(grading, options.roster, options);
      process.exitCode = exitCode(await outcome, options.exitZeroOnFail ?? false);
    });
}

interface Outcome {
  grades: Grade[];
  /** What was handed in and cannot be graded. */
  unusable: number;
}

async function gradeOne(grading: Grading, options: Options): Promise<Outcome> {
  const { deliver, findFormat, grade, insistOnSubmission, pairOutputs } = await import("../grading/index.ts");
  const outputs = pairOutputs(options.format ?? [], options.output ?? []).map(({ format, file }) => ({
    format: findFormat(format),
    file,
  }));
  const folder = path.resolve(options.submission ?? COURSE);
  refuseOther(options, "--roster", ["reports", "fresh"]);
  insistOnSubmission(folder, grading.exercises);
  let graded: Grade[] = [];
  await interruptible(async (signal) => {
    graded = await grade([{ name: path.basename(folder), folder }], { ...grading, signal });
  });
  const documents = options.json === undefined ? [] : [{ format: findFormat("json"), file: options.json }];
  for (const one of graded) tell(one, [...outputs, ...documents], findFormat("text"), deliver);
  return { grades: graded, unusable: 0 };
}

/**
 * The screen first, then the files, each of them: a grade is seen whatever cannot be written.
 * @throws what befell the first file
 */
function tell(
  grade: Grade,
  outputs: { format: Format; file?: string | undefined }[],
  text: Format,
  deliver: (text: string, file: string | undefined) => void,
): void {
  const onScreen = outputs.filter(({ file }) => file === undefined);
  const faults: unknown[] = [];
  for (const { format, file } of [...onScreen, ...outputs.filter((one) => !onScreen.includes(one))]) {
    const terminal = file === undefined ? thisTerminal() : { width: 80, unicode: true, colour: false };
    try {
      deliver(format(grade, { pen: pen(terminal), env: process.env }), file);
    } catch (fault) {
      faults.push(fault);
    }
  }
  if (faults.length === 0) return;
  if (onScreen.length === 0) deliver(text(grade, { pen: pen(thisTerminal()), env: {} }), undefined);
  throw faults[0];
}

/** Letters of a cell in the table of a class. */
const LONGEST_CELL = 200;

async function gradeClass(grading: Grading, folder: string, options: Options): Promise<Outcome> {
  refuseOther(options, "--submission", ["submission", "json", "format", "output"]);
  const { gradeRoster, inertLine, OUR_ERROR, Reports, readRoster, unconfined } = await import("../grading/index.ts");
  const { showCount } = await import("./terminal/count.ts");
  const ink = pen(thisTerminal());
  const roster = readRoster(folder);
  const place = path.resolve(options.reports ?? path.join(STATE, "grades", path.basename(path.resolve(folder))));
  const { fresh = false, seed } = options;
  const reports = new Reports(place, grading.exercises, grading, { fresh, reseeded: seed !== undefined });
  const count = showCount("grading", roster.submissions.length);
  let graded: Awaited<ReturnType<typeof gradeRoster>> = { rows: [] };
  console.log(ink.dim(` ${roster.submissions.length} submissions ${ink.mark.pending} seed ${reports.seed}`));
  try {
    await interruptible(async (signal) => {
      graded = await gradeRoster(roster, reports, { ...grading, seed: reports.seed, signal }, () => count.one());
    });
  } finally {
    count.stop();
  }
  const { rows, fault } = graded;
  const grades = rows.flatMap((row) => ("grade" in row ? [row.grade] : []));
  const { columns } = await import("./terminal/table.ts");
  const cells = rows.map((row) => [row.student, ...("grade" in row ? told(row.grade) : ["", "", row.problem])]);
  // Names of folders and imports are a student's words, and a log may obey them.
  console.log(columns(cells.map((row) => row.map((cell) => inertLine(cell, LONGEST_CELL)))));
  const notes = [...grades.flatMap(unconfined), ...(grades.some(isError) ? [OUR_ERROR] : [])];
  for (const note of new Set(notes)) console.log(ink.paragraph(note, 1));
  if (fault !== undefined) throw fault;
  console.log(`\n The grades: ${ink.cyan(reports.summarise(rows))}`);
  console.log(` A report for each student: ${ink.cyan(reports.folder)}`);
  return { grades, unusable: rows.length - grades.length };
}

function told({ points, maxPoints, verdict, exercises }: Grade): string[] {
  const note = exercises.find((exercise) => exercise.note !== undefined)?.note ?? "";
  return [`${points} of ${maxPoints}`, verdict, note];
}

const isError = ({ verdict }: Grade) => verdict === "error";

/** 0 all passed, 1 something failed, 2 something cannot be graded, 3 something of ours broke; nothing graded is not a pass. */
function exitCode({ grades, unusable }: Outcome, zeroOnFail: boolean): number {
  if (grades.some(isError)) return EXIT.ours;
  if (!zeroOnFail && grades.some(({ verdict }) => verdict !== "pass")) return EXIT.failed;
  if (unusable > 0) return EXIT.usage;
  return grades.length > 0 ? 0 : EXIT.ours;
}

/** Flags that mean nothing here. @throws Problem (exit 2) */
function refuseOther(options: Options, goesWith: string, names: (keyof Options)[]): void {
  const given = names.find((name) => {
    const value = options[name];
    return Array.isArray(value) ? value.length > 0 : value !== undefined;
  });
  if (given === undefined) return;
  const other = goesWith === "--roster" ? "--submission" : "--roster";
  throw new Problem(`--${given} goes with ${goesWith}, not with ${other}.`, {
    remedy: "npm run grade -- --help shows what goes together.",
    exitCode: EXIT.usage,
  });
}

function minutes(text: string): number {
  const number = Number(text);
  if (!Number.isFinite(number) || number <= 0) throw new InvalidArgumentError("It takes a number of minutes.");
  return number;
}

function gather(value: string, before: string[] = []): string[] {
  return [...before, value];
}
