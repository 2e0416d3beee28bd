/** Measures, and writes the table of docs/conformance.md: `npx tsx harness/check/conformance/write-table.ts`. */
import { readCourse } from "../../course/index.ts";
import { compareAll } from "./index.ts";
import { writeTable } from "./table.ts";

const rows = await compareAll(
  readCourse().flatMap(({ exercises }) => exercises),
  [7],
);
writeTable(rows);
for (const { program, flink, differences } of rows) {
  for (const one of differences) console.log(`${program} and ${flink} differ: ${one}`);
}
