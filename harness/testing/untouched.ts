import { readFileSync } from "node:fs";
import path from "node:path";
import { importedNames, unimplemented } from "../course/stub.ts";
import { NotImplemented } from "../kata/index.ts";
import type { PlannedExercise, Target } from "../target/index.ts";

/**
 * Ends a check at once where nothing that its test imports is implemented: there is nothing to wait a server for.
 * The source is read anew each time, since a learner edits it between runs of a watch.
 * @throws NotImplemented
 */
export function refuseUntouched({ test, file, targets }: PlannedExercise, target: Target): void {
  const source = targets[target];
  if (source === undefined) return;
  const stubs = unimplemented(readFileSync(source, "utf8")) ?? [];
  const wanted = importedNames(readFileSync(test, "utf8"), `./${path.basename(file)}`);
  const [first] = wanted;
  if (first !== undefined && wanted.every((name) => stubs.includes(name))) throw new NotImplemented(first);
}
