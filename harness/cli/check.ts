import { existsSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import type { BankReport } from "../check/index.ts";
import { type Exercise, readCourse } from "../course/index.ts";
import { EXIT, Problem } from "../problem.ts";
import { select, wholeNumber } from "./test.ts";

interface CheckFlags {
  full?: boolean;
  seeds?: number;
  table?: boolean;
  docs?: boolean;
  writePictures?: boolean;
}

/** Seeds of each tier. */
const SEEDS = { fast: 3, full: 20 };

/** `npm run check`: proves the whole course; what CI runs. */
export function check(program: Command): void {
  program
    .command("check")
    .description("prove the course: stubs fail, references pass, mistakes are caught, documentation is true")
    .argument("[exercises...]", "prove only these, without types, lint, harness tests and documentation")
    .option("--full", "also what takes long: more tests, more seeds, docker, the same again and again")
    .option(
      "--seeds <number>",
      `seeds each reference and alternative must pass with, where it draws from them (${SEEDS.fast}, with --full ${SEEDS.full})`,
      wholeNumber,
    )
    .option("--table", "run every mistake against every check, with servers too, and show who catches what as a table")
    .option("--docs", "prove only README and docs: their links, and their commands, which are run")
    .option("--write-pictures", "draw the lessons' pictures anew")
    .addHelpText("after", "\nExamples:\n  npm run check\n  npm run check -- --full\n  npx katas check 01/03 --table")
    .action(async (words: string[], options: CheckFlags) => {
      const { checkCourse, renderBank, renderCatches, renderExercise, renderTable } = await import("../check/index.ts");
      const { pen, thisTerminal } = await import("../feedback/index.ts");
      const tier = options.full ? "full" : "fast";
      const { seeds = SEEDS[tier] } = options;
      if (seeds < 1) throw new Problem("--seeds takes a number from 1.", { exitCode: EXIT.usage });
      const ink = pen(thisTerminal());
      if (options.docs && (words.length > 0 || options.full)) {
        const too = options.full ? "--full was given" : "an exercise was named";
        throw new Problem(`--docs proves the documentation alone, and ${too} too.`, {
          remedy: "Give one of them.",
          exitCode: EXIT.usage,
        });
      }
      const course = readCourse();
      if (
        !course.some(({ exercises }) =>
          exercises.some((one) => existsSync(path.join(one.solution, path.basename(one.file)))),
        )
      ) {
        throw new Problem("There is nothing to prove here: this is a student repository, which has no solutions.", {
          remedy: "Your own code is tested by: npm test",
          exitCode: EXIT.usage,
        });
      }
      const all = words.length === 0;
      const tell = (faults: string[]) => {
        for (const fault of faults) console.log(`     ${ink.red(ink.plain(fault))}`);
      };
      const proved: { exercise: Exercise; report: BankReport }[] = [];
      const { passed, failed } = await checkCourse({
        course,
        exercises: select(course, all ? ["all"] : words),
        parts: options.docs ? "docs" : all ? "all" : "exercises",
        tier,
        seeds: Array.from({ length: seeds }, (_, i) => 1_000 + i),
        everyCheck: options.table ?? false,
        writePictures: options.writePictures ?? false,
        onStep: (name, { proved, faults, skipped = [], elsewhere }, ms) => {
          const mark = faults.length === 0 ? ink.green(ink.mark.pass) : ink.red(ink.mark.fail);
          console.log(
            ` ${mark} ${name.padEnd(32)} ${`${proved} hold`.padEnd(36)} ${ink.dim(`${(ms / 1000).toFixed(1)} s`)}`,
          );
          tell(faults);
          for (const test of skipped) console.log(`     ${ink.yellow("not run here:")} ${test}`);
          if (elsewhere !== undefined) {
            console.log(`     ${ink.yellow("not in this tier:")} ${elsewhere}; npm run check -- --full runs them`);
          }
        },
        onExercise: (exercise, report) => {
          console.log(renderExercise(exercise, report, ink));
          tell(report.faults);
          if (report.codes.length > 0) console.log(`${(options.table ? renderTable : renderCatches)(report, ink)}\n`);
          proved.push({ exercise, report });
        },
      });
      proved.sort((a, b) => (a.exercise.key < b.exercise.key ? -1 : 1));
      if (proved.length > 0) console.log(`\n${renderBank(proved, ink)}`);
      console.log(`\n${passed} passed, ${failed} failed`);
      process.exitCode = failed > 0 || passed === 0 ? EXIT.failed : 0;
    });
}
