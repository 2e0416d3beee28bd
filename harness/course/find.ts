import { closest, distance } from "fastest-levenshtein";
import { EXIT, Problem } from "../problem.ts";
import type { Exercise, Module } from "./manifest.ts";

/**
 * The exercises a word on the command line means: a module (`module-03`, `03`), an exercise (`03/06`,
 * `session-windows`, a path, `module-03/06`), or `all`.
 * @throws Problem (exit 2) naming what there is, where the word means nothing or several things
 */
export function findExercises(course: Module[], word: string): Exercise[] {
  const all = course.flatMap((module) => module.exercises);
  if (word === "all") return all;
  const wanted = normalise(word);
  const module = course.filter((m) => [m.number, `module-${m.number}`, m.slug].includes(wanted));
  if (module.length === 1) return module.flatMap((m) => m.exercises);
  const exact = all.filter((exercise) => names(exercise).includes(wanted));
  if (exact.length === 1) return exact;
  const partial = all.filter((exercise) => names(exercise).some((name) => name.includes(wanted)));
  if (partial.length === 1) return partial;
  throw partial.length > 1 ? ambiguous(word, partial) : unknown(word, course, all);
}

/** The one exercise a word means. @throws Problem (exit 2) where it means a whole module, several, or none */
export function findExercise(course: Module[], word: string): Exercise {
  const [first, ...others] = findExercises(course, word);
  if (first === undefined) throw unknown(word, course, []);
  if (others.length > 0) throw ambiguous(word, [first, ...others]);
  return first;
}

function normalise(word: string): string {
  const slashes = word
    .replaceAll("\\", "/")
    .replace(/^.*exercises\//, "")
    .replace(/\/+$/, "");
  // A path to one of an exercise's files means the exercise, and 3/6 means 03/06.
  return slashes
    .replace(/\/[^/]+\.(test\.ts|ts|sql|md)$/, "")
    .replaceAll(/(?<=^|\/|^module-)\d(?=$|[/-])/g, (digit) => `0${digit}`);
}

function names({ key, short, slug, module }: Exercise): string[] {
  const folder = key.slice(module.number.length + 1);
  return [key, short, slug, folder, `module-${key}`, `module-${short}`, `${module.slug}/${folder}`];
}

function ambiguous(word: string, meant: Exercise[]): Problem {
  return new Problem(`"${word}" means more than one exercise: ${meant.map((exercise) => exercise.key).join(", ")}.`, {
    remedy: `Name one of them, for example ${meant[0]?.short}.`,
    exitCode: EXIT.usage,
  });
}

function unknown(word: string, course: Module[], all: Exercise[]): Problem {
  const known = [...course.map((module) => `module-${module.number}`), ...all.map((exercise) => exercise.slug)];
  const near = known.length > 0 ? closest(word, known) : word;
  // Another number is another module or exercise, not a slip of the finger.
  const slipped = letters(word) !== letters(near) && distance(word, near) <= Math.max(2, word.length / 3);
  const guess = slipped ? ` Did you mean ${near}?` : "";
  const modules = course.map((module) => `module-${module.number} (${module.title})`).join(", ");
  return new Problem(`There is no module or exercise "${word}".${guess} The modules are ${modules}.`, {
    remedy: "npx katas list shows every exercise.",
    exitCode: EXIT.usage,
  });
}

function letters(word: string): string {
  return word.replaceAll(/\d/g, "");
}
