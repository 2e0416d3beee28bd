import { createHash } from "node:crypto";
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { Exercise } from "../course/index.ts";
import { EXIT, Problem } from "../problem.ts";
import { fingerprint } from "../sandbox/index.ts";
import { writeWhole } from "../whole-file.ts";
import { type RosterRow, rosterCsv } from "./formats/index.ts";
import { summary } from "./formats/summary.ts";
import type { Grade } from "./grade.ts";
import { type Grading, grade, type Submission } from "./grader.ts";

/** Submissions graded in one go. Their exercises without servers are judged together, so that Ctrl-C loses those of a few. */
const AT_ONCE = { pure: 25, withServers: 10 };

/** Letters of a student's name in that of a report. */
const LONGEST_NAME = 50;

/** A folder of submissions as it was found. */
export interface Roster {
  submissions: Submission[];
  /** What lies there and is no folder, but may be somebody's work: with the reason why there will be no grade. */
  unusable: { name: string; problem: string }[];
}

/** What is known of an earlier grading of the same roster, in `roster.json` among the reports. */
interface Ledger {
  schema: "streaming-katas/roster/v1";
  selection: string[];
  seed: number;
  /** Names the tests: under other tests all is graded anew. */
  tests: string;
  /** What was graded: what each submission held then. */
  done: Record<string, string>;
}

/**
 * Every folder below `folder` is somebody's submission, named by its folder. Hidden ones are passed over, and so are plain
 * files, archives excepted: an archive may be a submission that nobody has unpacked.
 * @throws Problem (exit 2) where there is none
 */
export function readRoster(folder: string): Roster {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  const remedy = "Give --roster a folder that holds a folder for each student.";
  if (!stat?.isDirectory()) {
    const sentence = stat ? `${folder} is not a folder.` : `There is no folder ${folder}.`;
    throw new Problem(sentence, { remedy, exitCode: EXIT.usage });
  }
  const roster: Roster = { submissions: [], unusable: [] };
  const names = readdirSync(folder, { withFileTypes: true }).filter(({ name }) => !name.startsWith("."));
  for (const entry of names.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const { name } = entry;
    if (!lstatSync(path.join(folder, name), { throwIfNoEntry: false })) {
      // It was listed: what is no UTF-8 is read as another name.
      roster.unusable.push({ name, problem: "Its name is not UTF-8: rename it, and grade again." });
    } else if (entry.isDirectory()) roster.submissions.push({ name, folder: path.join(folder, name) });
    else if (entry.isSymbolicLink())
      roster.unusable.push({ name, problem: "It is a link, and links are not followed." });
    else if (/\.(zip|tar|tgz|gz|7z|rar)$/i.test(name)) {
      roster.unusable.push({ name, problem: "It is an archive: unpack it into a folder, and grade again." });
    }
  }
  if (roster.submissions.length + roster.unusable.length === 0) {
    throw new Problem(`${folder} holds no submission.`, { remedy, exitCode: EXIT.usage });
  }
  return roster;
}

/** The reports of a class: a folder with `roster.json`, a grade for each submission, and `grades.csv`. */
export class Reports {
  readonly folder: string;
  readonly #ledger: Ledger;

  /**
   * @param fresh     begin anew, whatever was graded before
   * @param reseeded  the same with another seed
   * @throws Problem (exit 2) for a folder that holds something else, or grades of other exercises
   */
  constructor(
    folder: string,
    exercises: Exercise[],
    { selection, seed }: Grading,
    { fresh, reseeded }: { fresh: boolean; reseeded: boolean },
  ) {
    this.folder = folder;
    mkdirSync(folder, { recursive: true });
    const file = path.join(folder, "roster.json");
    const tests = hashOf(exercises.map(({ test }) => readFileSync(test, "utf8")));
    const anew: Ledger = { schema: "streaming-katas/roster/v1", selection, seed, tests, done: {} };
    const known = readLedger(file);
    if (!known && readdirSync(folder).length > 0) {
      throw new Problem(`${folder} is not empty, and holds no reports of ours.`, {
        remedy: "Give --reports another folder.",
        exitCode: EXIT.usage,
      });
    }
    const same = known?.selection.join() === selection.join();
    if (known && !same && !fresh && Object.keys(known.done).length > 0) {
      throw new Problem(`${folder} holds the grades of ${known.selection.join(" ")}.`, {
        remedy: "Give --reports another folder, or --fresh to have these grades in the place of those.",
        exitCode: EXIT.usage,
      });
    }
    const goesOn = known && same && !fresh && !reseeded && known.tests === tests;
    this.#ledger = goesOn ? known : anew;
  }

  /** The seed of all: that of an earlier grading which goes on. */
  get seed(): number {
    return this.#ledger.seed;
  }

  /**
   * The grade of a submission that was graded before, if it is still the same work. An error is no grade.
   * @param print  its fingerprint
   */
  known(name: string, print: string): Grade | undefined {
    if (this.#ledger.done[name] !== print) return undefined;
    try {
      const grade: Grade = JSON.parse(readFileSync(this.#file(name), "utf8"));
      return grade.verdict === "error" ? undefined : grade;
    } catch {
      return undefined;
    }
  }

  /**
   * Writes a grade, as a document and as a page for the student.
   * @param print  the submission's fingerprint, taken before it was graded: what has changed since is graded anew
   */
  keep(name: string, print: string, grade: Grade): void {
    writeWhole(this.#file(name), `${JSON.stringify(grade, null, 2)}\n`);
    writeWhole(this.#file(name).replace(/json$/, "md"), summary(grade));
    this.#ledger.done[name] = print;
    writeWhole(path.join(this.folder, "roster.json"), `${JSON.stringify(this.#ledger, null, 2)}\n`);
  }

  /** `grades.csv`. @returns its path */
  summarise(rows: RosterRow[]): string {
    const file = path.join(this.folder, "grades.csv");
    writeWhole(file, rosterCsv(rows));
    return file;
  }

  /**
   * Names that differ only in their case, or in how a letter is put together, are one file on some systems; one may be
   * too long for a file's, or the ledger's own.
   */
  #file(name: string): string {
    const normal = name.normalize("NFC");
    const plain = [...normal].slice(0, LONGEST_NAME).join("");
    const another = name !== plain || plain !== plain.toLowerCase() || plain === "roster";
    return path.join(this.folder, `${plain}${another ? `.${hashOf([name]).slice(0, 6)}` : ""}.json`);
  }
}

/**
 * Grades every submission of a roster, some at a time. What is graded is written at once and stays, whatever happens to
 * the rest. Where it cannot be written no more is graded, and what there is is answered with the fault.
 *
 * @param onGrade  told of each grade as it is there, and whether it was there before
 */
export async function gradeRoster(
  roster: Roster,
  reports: Reports,
  grading: Grading,
  onGrade: (grade: Grade, before: boolean) => void,
): Promise<{ rows: RosterRow[]; fault?: unknown }> {
  const { exercises, signal } = grading;
  let fault: unknown;
  const grades = new Map<string, Grade>();
  const waiting: (Submission & { print: string })[] = [];
  for (const submission of roster.submissions) {
    const print = await fingerprint(exercises, submission.folder);
    const known = reports.known(submission.name, print);
    if (!known) waiting.push({ ...submission, print });
    else {
      grades.set(submission.name, known);
      onGrade(known, true);
    }
  }
  const atOnce = exercises.some(({ needs }) => needs.length > 0) ? AT_ONCE.withServers : AT_ONCE.pure;
  while (waiting.length > 0 && fault === undefined) {
    signal?.throwIfAborted();
    const some = waiting.splice(0, atOnce);
    await grade(some, grading, (one, { name, print }) => {
      grades.set(name, one);
      try {
        reports.keep(name, print, one);
      } catch (error) {
        fault ??= error;
      }
      onGrade(one, false);
    });
  }
  const graded = [...grades].map(([student, one]): RosterRow => ({ student, grade: one }));
  const rows = [...graded, ...roster.unusable.map(({ name, problem }): RosterRow => ({ student: name, problem }))];
  rows.sort((a, b) => (a.student < b.student ? -1 : 1));
  return { rows, ...(fault !== undefined && { fault }) };
}

function readLedger(file: string): Ledger | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const ledger: Ledger = JSON.parse(readFileSync(file, "utf8"));
    return ledger.schema === "streaming-katas/roster/v1" ? ledger : undefined;
  } catch {
    return undefined;
  }
}

function hashOf(parts: string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}
