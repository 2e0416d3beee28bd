/** The jar of what asks Flink: `npx tsx harness/check/conformance/jar.ts` writes it. */
import path from "node:path";
import { ROOT } from "../../paths.ts";
import { buildJar, type JavaProject, proveJar } from "../java-jar.ts";
import type { StepReport } from "../tools.ts";

const CONFORMANCE: JavaProject = {
  folder: path.join(ROOT, "harness/flink/conformance"),
  jar: "streaming-katas-conformance.jar",
  command: "npx tsx harness/check/conformance/jar.ts",
};

/** Proves that the committed jar is what its sources give. */
export function proveConformanceJar(): Promise<StepReport> {
  return proveJar(CONFORMANCE);
}

if (process.argv[1] === import.meta.filename) await buildJar(CONFORMANCE);
