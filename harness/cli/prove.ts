import { writeFileSync } from "node:fs";
import type { Command } from "commander";

/** The bank of one exercise in a process of its own; started by `katas check`, for nobody else. */
export function prove(program: Command): void {
  program
    .command("prove")
    .argument("<file>", "where the report goes")
    .argument("<key>", "the exercise")
    .argument("<options>", "as JSON")
    .argument("<seeds...>", "of the references")
    .action(async (file: string, key: string, options: string, seeds: string[]) => {
      const { endWithParent, proveBank } = await import("../check/index.ts");
      const { findExercise, readCourse } = await import("../course/index.ts");
      endWithParent();
      const report = await proveBank(findExercise(readCourse(), key), seeds.map(Number), JSON.parse(options));
      writeFileSync(file, JSON.stringify(report));
      process.exit(0);
    });
}
