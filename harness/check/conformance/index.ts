/**
 * Proves that the course says what Flink does: references and the model of event time do the same as Flink's own operators
 * and Flink SQL on generated streams. docs/conformance.md has the result.
 */
import type { Exercise } from "../../course/index.ts";
import { compareCatalogue, compareModel, FlinkJvm, type Row } from "../../flink/conformance/index.ts";
import { Problem } from "../../problem.ts";
import { findJava } from "../../runtime/jvm/java.ts";
import type { StepReport } from "../tools.ts";
import { compareExercises } from "./exercises.ts";
import { staleRows } from "./table.ts";

export { proveConformanceJar } from "./jar.ts";

/** Differences that are told of a row; the others are counted. */
const MOST_TOLD = 2;

/** @param full  more streams, with more seeds */
export async function proveConformance(exercises: Exercise[], full: boolean): Promise<StepReport> {
  try {
    await findJava();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { proved: 0, faults: [], skipped: [`the comparison with Flink (${error.message})`] };
  }
  const rows = await compareAll(exercises, full ? [7, 8, 9] : [7]);
  const faults = rows.flatMap(({ program, flink, differences }) => {
    const told = differences.slice(0, MOST_TOLD).map((one) => `${program} and ${flink} differ: ${one}`);
    const more = differences.length - told.length;
    return more > 0 ? [...told, `${program} and ${flink} differ in ${more} more cases`] : told;
  });
  const stale = staleRows(rows);
  const equal = rows.filter(({ differences }) => differences.length === 0);
  const proved = equal.reduce((sum, { cases }) => sum + cases, 0) + (stale.length === 0 ? 1 : 0);
  return { proved, faults: [...faults, ...stale] };
}

/** Compares everything with each seed. */
export async function compareAll(exercises: Exercise[], seeds: number[]): Promise<Row[]> {
  const flink = await FlinkJvm.start();
  try {
    const rows: Row[] = [];
    for (const seed of seeds) {
      add(rows, await compareExercises(flink, exercises, { seed, cases: 80 }));
      add(rows, await compareModel(flink, seed, 200));
      add(rows, await compareCatalogue(flink, seed));
    }
    return rows;
  } finally {
    await flink.close();
  }
}

/** Of what was compared with several seeds there is one row. */
function add(rows: Row[], more: Row[]): void {
  for (const row of more) {
    const same = rows.find(
      ({ program, covers, flink }) => program === row.program && covers === row.covers && flink === row.flink,
    );
    if (!same) rows.push({ ...row });
    else {
      same.cases += row.cases;
      same.differences.push(...row.differences);
    }
  }
}
