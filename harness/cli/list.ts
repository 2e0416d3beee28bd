import type { Command } from "commander";
import {
  type Exercise,
  findExercises,
  isSolved,
  type Module,
  nextUnsolved,
  type Progress,
  readCourse,
  readProgress,
} from "../course/index.ts";
import { pen, thisTerminal } from "../feedback/index.ts";

/** `katas list`: the modules and exercises, what they take, and where the learner is. */
export function list(program: Command): void {
  program
    .command("list")
    .description("show modules and exercises: times, points, what is solved, what is next")
    .argument("[module]", "only this module or exercise (module-01, 01/03, first-consumer)")
    .option("--json", "as JSON, for programs")
    .addHelpText(
      "after",
      `
Examples:
  npx katas list
  npx katas list module-01
  npx katas list --json`,
    )
    .action(async (word: string | undefined, { json }: { json?: boolean }) => {
      const course = readCourse();
      const progress = readProgress();
      const next = nextUnsolved(course, progress);
      const shown = chosen(course, word);
      if (json) console.log(JSON.stringify(asData(course, shown, progress, next), null, 2));
      else await show(course, shown, progress, next);
    });
}

type Shown = { module: Module; exercises: Exercise[] }[];

function chosen(course: Module[], word: string | undefined): Shown {
  if (word === undefined) return course.map((module) => ({ module, exercises: module.exercises }));
  const wanted = new Set(findExercises(course, word));
  return course
    .map((module) => ({ module, exercises: module.exercises.filter((exercise) => wanted.has(exercise)) }))
    .filter(({ exercises }) => exercises.length > 0);
}

/** Minutes of a module: its core path is what its lesson promises, the extras come on top. */
function times(module: Module): { core: number; extra: number } {
  const extras = module.exercises.filter(({ extra }) => extra);
  return { core: module.minutes, extra: extras.reduce((sum, { minutes }) => sum + minutes, 0) };
}

function totals(course: Module[], progress: Progress) {
  const all = course.flatMap(({ exercises }) => exercises);
  const solved = all.filter((exercise) => isSolved(progress, exercise));
  const sum = (exercises: Exercise[]) => exercises.reduce((points, exercise) => points + exercise.points, 0);
  return { exercises: all.length, solved: solved.length, points: sum(all), pointsSolved: sum(solved) };
}

function asData(course: Module[], shown: Shown, progress: Progress, next: Exercise | undefined) {
  return {
    modules: shown.map(({ module, exercises }) => ({
      module: module.slug,
      title: module.title,
      minutes: times(module),
      exercises: exercises.map((exercise) => ({
        key: exercise.key,
        title: exercise.title,
        minutes: exercise.minutes,
        points: exercise.points,
        needs: exercise.needs,
        extra: exercise.extra,
        solved: isSolved(progress, exercise),
      })),
    })),
    next: next?.key ?? null,
    total: totals(course, progress),
  };
}

async function show(course: Module[], shown: Shown, progress: Progress, next: Exercise | undefined): Promise<void> {
  const { columns } = await import("./terminal/table.ts");
  const ink = pen(thisTerminal());
  const mark = (exercise: Exercise) =>
    isSolved(progress, exercise) ? ink.green(ink.mark.pass) : ink.dim(ink.mark.pending);
  const row = (exercise: Exercise) => [
    mark(exercise),
    exercise.short,
    ink.plain(exercise.title),
    `${exercise.minutes} min`,
    `${exercise.points} points`,
    ink.dim([...exercise.needs, ...(exercise.extra ? ["extra"] : [])].join(" ")),
    exercise === next ? ink.cyan("next") : "",
  ];
  // One width for all modules, so that the eye can run down a column.
  const rows = shown.flatMap(({ exercises }) => exercises.map(row));
  const lines = rows.length > 0 ? columns(rows, { right: [3, 4] }).split("\n") : [];
  for (const { module, exercises } of shown) {
    const { core, extra } = times(module);
    const time = extra > 0 ? `${core} min, extras ${extra} min` : `${core} min`;
    console.log(` ${ink.bold(`module ${module.number}`)} ${ink.plain(module.title.toLowerCase())}  ${ink.dim(time)}`);
    for (const line of lines.splice(0, exercises.length)) console.log(line);
    console.log("");
  }
  const { exercises, solved, points, pointsSolved } = totals(course, progress);
  console.log(` ${solved} of ${exercises} exercises solved, ${pointsSolved} of ${points} points.`);
  if (next) console.log(` Next: ${next.short} ${ink.plain(next.title.toLowerCase())}. Run: npm test`);
  else if (exercises > 0) console.log(" Every exercise is solved.");
}
