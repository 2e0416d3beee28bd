import { readFileSync } from "node:fs";
import { untouched } from "../course/stub.ts";
import { NotImplemented } from "../kata/index.ts";
import { DoesNotLoad, type PlannedExercise, type Target } from "../target/index.ts";
import { Refusal } from "./confined.ts";

/**
 * Ends a check at once where nothing that its test imports is implemented, or nothing can be run: there is nothing to
 * wait a server for.
 * @throws NotImplemented, DoesNotLoad
 */
export function refuseUntouched(exercise: PlannedExercise, target: Target): void {
  const staged = exercise.staged[target];
  if (staged?.refused !== undefined) throw new DoesNotLoad(new Refusal(staged.refused));
  const source = exercise.targets[target];
  // What a submission holds is never parsed here; if it is the stub to the letter, the stub is.
  if (staged && readFileSync(staged.file, "utf8") !== readFileSync(exercise.file, "utf8")) return;
  const first = source && untouched(exercise, staged ? exercise.file : source);
  if (first) throw new NotImplemented(first);
}
