/** The comparison in a process of its own, which can load the course's TypeScript: `main.ts FILE fast|full` writes a StepReport. */
import { writeFileSync } from "node:fs";
import { readCourse } from "../../course/index.ts";
import { endWithParent } from "../apart.ts";
import { proveConformance } from "./index.ts";

endWithParent();
const [file = "", tier] = process.argv.slice(2);
const exercises = readCourse().flatMap((module) => module.exercises);
writeFileSync(file, JSON.stringify(await proveConformance(exercises, tier === "full")));
process.exit(0);
