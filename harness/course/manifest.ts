import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import matter from "gray-matter";
import { COURSE, fromRoot } from "../paths.ts";
import { Problem } from "../problem.ts";
import { NEEDS, type Need } from "./needs.ts";

/** In which language its answer is written, and how the names of the files that hold one end. */
export const LANGUAGES = ["ts", "sql"] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Exercise {
  /** `01/03-first-consumer`: how progress, reports and people name it. */
  key: string;
  /** `01/03`: the short form that commands print. */
  short: string;
  /** `first-consumer`: also the name of its files. */
  slug: string;
  module: Module;
  title: string;
  /** Minutes a newcomer takes, lesson included. */
  minutes: number;
  points: number;
  needs: Need[];
  language: Language;
  /** Not on the module's core path. */
  extra: boolean;
  /** Absolute paths. `folder` and `solution` are the mirrored folders; `file` is the learner's, `test` the specification. */
  folder: string;
  file: string;
  test: string;
  readme: string;
  solution: string;
}

export interface Module {
  /** `01` */
  number: string;
  /** `module-01-event-streaming` */
  slug: string;
  title: string;
  minutes: number;
  folder: string;
  exercises: Exercise[];
}

const MODULE = /^module-(\d\d)-/;
const EXERCISE = /^(\d\d)-(.+)$/;

/**
 * Reads the exercises tree into its modules, in path order. Nothing is listed anywhere: a folder with a README is an
 * exercise.
 * @throws Problem naming the file whose front matter is missing or wrong
 */
export function readCourse(root = COURSE): Module[] {
  const exercises = path.join(root, "exercises");
  return folders(exercises)
    .filter((name) => MODULE.test(name))
    .map((name) => readModule(root, name));
}

function readModule(root: string, slug: string): Module {
  const folder = path.join(root, "exercises", slug);
  const front = frontMatter(path.join(folder, "README.md"));
  const module: Module = {
    number: MODULE.exec(slug)?.[1] ?? "",
    slug,
    title: front.text("title"),
    minutes: front.count("minutes"),
    folder,
    exercises: [],
  };
  module.exercises = folders(folder)
    .filter((name) => EXERCISE.test(name) && existsSync(path.join(folder, name, "README.md")))
    .map((name) => readExercise(root, module, name));
  return module;
}

function readExercise(root: string, module: Module, name: string): Exercise {
  const [, number = "", slug = ""] = EXERCISE.exec(name) ?? [];
  const folder = path.join(module.folder, name);
  const readme = path.join(folder, "README.md");
  const front = frontMatter(readme);
  const language = front.language();
  return {
    key: `${module.number}/${name}`,
    short: `${module.number}/${number}`,
    slug,
    module,
    title: front.text("title"),
    minutes: front.count("minutes"),
    points: front.count("points"),
    needs: front.needs(),
    language,
    extra: front.flag("extra"),
    folder,
    file: path.join(folder, `${slug}.${language}`),
    test: path.join(folder, `${slug}.test.ts`),
    readme,
    solution: path.join(root, "solutions", module.slug, name),
  };
}

function folders(parent: string): string[] {
  if (!existsSync(parent)) return [];
  return readdirSync(parent, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function fields(file: string): Record<string, unknown> {
  try {
    // With options, gray-matter keeps no cache; from it a file that could not be read is empty the second time.
    return matter(readFileSync(file, "utf8"), {}).data;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message.split("\n")[0] : String(cause);
    throw new Problem(`${fromRoot(file)}: its front matter cannot be read: ${why}.`, { cause });
  }
}

function frontMatter(file: string) {
  if (!existsSync(file)) {
    throw new Problem(`${fromRoot(file)} is missing.`, {
      remedy: "Every module and exercise has a README.md whose front matter gives title, minutes, points and needs.",
    });
  }
  const data = fields(file);
  const wrong = (field: string, expected: string) =>
    new Problem(`${fromRoot(file)}: its front matter has no ${field} that is ${expected}.`);
  return {
    text(field: string): string {
      const value = data[field];
      if (typeof value !== "string" || value === "") throw wrong(field, "a text");
      return value;
    },
    count(field: string): number {
      const value = data[field];
      if (typeof value !== "number" || !Number.isInteger(value) || value < 1) throw wrong(field, "a whole number");
      return value;
    },
    flag(field: string): boolean {
      return data[field] === true;
    },
    language(): Language {
      const value = data.language ?? "ts";
      const known = LANGUAGES.find((one) => one === value);
      if (known === undefined) throw wrong("language", `one of ${LANGUAGES.join(", ")}`);
      return known;
    },
    needs(): Need[] {
      const value = data.needs ?? [];
      const known = (need: unknown): need is Need => NEEDS.some((name) => name === need);
      if (!Array.isArray(value) || !value.every(known)) throw wrong("needs", `a list of ${NEEDS.join(", ")}`);
      return value;
    },
  };
}
