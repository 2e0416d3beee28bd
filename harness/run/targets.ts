import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Exercise } from "../course/index.ts";
import { fromRoot } from "../paths.ts";
import { EXIT, Problem } from "../problem.ts";
import type { Target, Variant } from "../target/index.ts";

/**
 * Reads `KATAS_TARGET` for the exercises of a run. A target is never substituted: what is not there is an error.
 * @throws Problem (exit 2) for an unknown target, a missing file, or one exercise's target with several exercises
 */
export function readTarget(value: string | undefined, exercises: Exercise[]): Target {
  if (value === undefined || value === "" || value === "exercise") return "exercise";
  const target = parse(value);
  const [first, second] = exercises;
  if (target !== "solution" && first && second) {
    throw new Problem(`KATAS_TARGET=${value} goes with one exercise, and ${exercises.length} are selected.`, {
      remedy: `Name one, for example: npm test -- ${first.short}`,
      exitCode: EXIT.usage,
    });
  }
  // What is in a submission's folder is told when it is staged.
  if (target.startsWith("sandbox:")) return target;
  for (const exercise of exercises) {
    const file = targetFile(exercise, target);
    if (!existsSync(file)) {
      throw new Problem(`KATAS_TARGET=${value}: ${fromRoot(file)} does not exist.`, {
        remedy: `${exercise.short} has: ${bank(exercise).join(", ")}.`,
        exitCode: EXIT.usage,
      });
    }
  }
  return target;
}

function parse(value: string): Target {
  const [kind, name] = value.split(":", 2);
  if (value === "solution") return value;
  if (kind === "sandbox" && name) return `sandbox:${value.slice("sandbox:".length)}`;
  // A name is one of the bank's, never a path to somewhere else.
  if ((kind === "alternative" || kind === "mistake") && name && !/[\\/]/.test(name)) return `${kind}:${name}`;
  throw new Problem(`KATAS_TARGET=${value} is not a target.`, {
    remedy: "Use exercise (default), solution, alternative:<name>, mistake:<name> or sandbox:<folder>.",
    exitCode: EXIT.usage,
  });
}

/** The file a target means, whether or not it is there. */
export function targetFile(exercise: Exercise, target: Target): string {
  if (target === "exercise") return exercise.file;
  if (target === "solution") return path.join(exercise.solution, path.basename(exercise.file));
  const [kind, name = ""] = target.split(":", 2);
  return path.join(exercise.solution, `${kind}s`, `${name}.${exercise.language}`);
}

/** The file that a variant of a run means. */
export function fileFor(exercise: Exercise, { target, staged }: Variant): string {
  return staged?.[exercise.key]?.file ?? targetFile(exercise, target);
}

/** Every target an exercise has: its stub, its reference, its alternatives and its mistakes. */
export function bank(exercise: Exercise): Target[] {
  const inFolder = (kind: "alternative" | "mistake"): Target[] => {
    const folder = path.join(exercise.solution, `${kind}s`);
    if (!existsSync(folder)) return [];
    const ending = `.${exercise.language}`;
    const files = readdirSync(folder).filter((name) => name.endsWith(ending));
    return files.sort().map((name): Target => `${kind}:${name.slice(0, -ending.length)}`);
  };
  return ["exercise", "solution", ...inFolder("alternative"), ...inFolder("mistake")];
}
