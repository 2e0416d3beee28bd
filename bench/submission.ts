import { cpSync, mkdirSync } from "node:fs";
import path from "node:path";
import type { Course } from "./course.ts";

/** The exercises of module 03 without servers: what grading is measured on. */
export const EXERCISES = ["03/01", "03/02", "03/03", "03/04", "03/05", "03/06", "03/07"];

/** A submission that holds the references. @returns its folder */
export function submission(course: Course, name: string): string {
  const folder = path.join(course.scratch, name);
  for (const short of EXERCISES) {
    const { module, solution, slug, folder: own } = course.exercise(short);
    const place = path.join(folder, "exercises", module.slug, path.basename(own));
    mkdirSync(place, { recursive: true });
    cpSync(path.join(solution, `${slug}.ts`), path.join(place, `${slug}.ts`));
  }
  return folder;
}
