import { untouched } from "../course/stub.ts";
import { NotImplemented } from "../kata/index.ts";
import type { PlannedExercise, Target } from "../target/index.ts";

/**
 * Ends a check at once where nothing that its test imports is implemented: there is nothing to wait a server for.
 * @throws NotImplemented
 */
export function refuseUntouched(exercise: PlannedExercise, target: Target): void {
  // What a submission holds is not parsed here; its own process says what it has not written.
  if (exercise.staged[target]) return;
  const source = exercise.targets[target];
  const first = source && untouched(exercise, source);
  if (first) throw new NotImplemented(first);
}
