/**
 * `npx tsx harness/check/tamper-main.ts [NAME…]` proves the attacks of tamper/, or the ones named, and says what came of
 * each. After `--home FOLDER TIER` it is the process that grades them, and writes its StepReport there.
 */
import { rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readCourse } from "../course/index.ts";
import { endWithParent } from "./apart.ts";
import { proveAttacks } from "./tamper.ts";
import { proveTamper } from "./tamper-step.ts";

const [flag, home = "", tier, ...rest] = process.argv.slice(2);
if (flag === "--home") {
  endWithParent(() => rmSync(home, { recursive: true, force: true }));
  const report = await proveAttacks(readCourse(), home, tier === "full" ? "full" : "fast", rest);
  writeFileSync(path.join(home, "report.json"), JSON.stringify(report));
  process.exit(0);
}
const { proved, faults, skipped = [] } = await proveTamper("full", process.argv.slice(2), true);
for (const fault of faults) console.log(`does not hold: ${fault}`);
for (const one of skipped) console.log(`not run here: ${one}`);
console.log(`${proved} hold, ${faults.length} do not, ${skipped.length} not run`);
process.exit(faults.length > 0 || proved === 0 ? 1 : 0);
