import { readFileSync } from "node:fs";
import { NotImplemented } from "../kata/index.ts";
import { DoesNotLoad, type PlannedExercise, type Target } from "../target/index.ts";
import { Refusal } from "./confined.ts";

/**
 * Ends a check at once where nothing that its test imports is implemented, or nothing can be run: there is nothing to
 * wait a server for.
 * @throws NotImplemented, DoesNotLoad
 */
export async function refuseUntouched(exercise: PlannedExercise, target: Target): Promise<void> {
  const staged = exercise.staged[target];
  if (staged?.refused !== undefined) throw new DoesNotLoad(new Refusal(staged.refused));
  const source = exercise.targets[target];
  if (source === undefined) return;
  const text = readFileSync(source, "utf8");
  // What a submission holds is never parsed here; if it is the stub to the letter, the stub is.
  if (staged && text !== readFileSync(exercise.file, "utf8")) return;
  // Parsed only where it may be one: most files that are run are none.
  if (source.endsWith(".ts") && !text.includes(NotImplemented.name)) return;
  const { untouchedIn } = await import("../course/stub.ts");
  const first = untouchedIn(exercise, text);
  if (first) throw new NotImplemented(first);
}
