/**
 * The peer: Rustlings, a course of the same kind for another language. One of its exercises with tests, solved, is
 * run again. Install it with `cargo install rustlings`; without it there is no such row.
 */
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Course } from "./course.ts";
import type { Subject } from "./figures.ts";

const EXERCISE = "if1";

/**
 * @param saved  whether the exercise is saved, changed, before each run
 * @returns nothing where Rustlings is not installed
 */
export function rustlings(course: Course, { saved }: { saved: boolean }): Subject[] {
  try {
    // It asks for the Enter key.
    execFileSync("rustlings", ["init"], { cwd: course.scratch, input: "\n", stdio: ["pipe", "pipe", "pipe"] });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ENOENT")) throw error;
    process.stderr.write("Rustlings is not installed (cargo install rustlings): measured without it.\n");
    return [];
  }
  const folder = path.join(course.scratch, "rustlings");
  const file = path.join(folder, "exercises", "03_if", `${EXERCISE}.rs`);
  const solved = readFileSync(file, "utf8").replace(/fn bigger\(.*\{/, "$& if a > b { a } else { b }");
  writeFileSync(file, solved);
  let edit = 0;
  return [
    {
      command: `rustlings run ${EXERCISE}`,
      measured: saved
        ? "the peer: the same, saved just before"
        : "the peer: an exercise with tests, solved: whole process",
      goal: "",
      once: async () => {
        if (saved) writeFileSync(file, `${solved}// ${edit++}\n`);
        const started = performance.now();
        execFileSync("rustlings", ["run", EXERCISE], { cwd: folder, stdio: "pipe" });
        return (performance.now() - started) / 1000;
      },
    },
  ];
}
