/** Proves one exercise in a process of its own: `bank-main.ts FILE KEY named|every SEED…` writes a BankReport to FILE. */
import { writeFileSync } from "node:fs";
import { findExercise, readCourse } from "../course/index.ts";
import { proveBank } from "./bank.ts";

const [file = "", key = "", checks, ...seeds] = process.argv.slice(2);
const report = await proveBank(findExercise(readCourse(), key), seeds.map(Number), checks === "every");
writeFileSync(file, JSON.stringify(report));
process.exit(0);
