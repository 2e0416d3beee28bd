import path from "node:path";
import type { Plugin } from "vitest/config";
import { IMPORTS } from "../compile.js";
import { type Exercise, importedNames, readMistakes } from "../course/index.ts";
import type { Variant } from "../target/index.ts";
import { fileFor } from "./targets.ts";

const FACADE = "\0katas-facade:";
const MISTAKES = "katas-mistakes:";

/**
 * Answers a test's import of its learner's file with a facade (harness/target), and that import alone: what a learner's file
 * imports is never touched. The facade's names come from the test, which only the course writes. Whoever imports a `#name` is
 * given what is compiled already: to transform the harness would be a quarter of a short run's time.
 *
 * @param built  where the JavaScript of a file of the harness lies
 */
export function facadePlugin(exercises: Exercise[], variants: Variant[], built: (source: string) => string): Plugin {
  const byTest = new Map(exercises.map((exercise) => [exercise.test, exercise]));
  return {
    name: "katas:facade",
    enforce: "pre",
    resolveId(source, importer) {
      const own = IMPORTS[source];
      if (own !== undefined) return { id: built(own), external: true };
      if (source.startsWith(MISTAKES)) return `\0${source}`;
      const exercise = importer === undefined ? undefined : byTest.get(path.normalize(importer));
      return exercise && source === `./${path.basename(exercise.file)}` ? FACADE + exercise.test : undefined;
    },
    load(id) {
      if (id.startsWith(`\0${MISTAKES}`)) return mistakesModule(byTest.get(id.slice(1 + MISTAKES.length)));
      if (!id.startsWith(FACADE)) return undefined;
      const exercise = byTest.get(id.slice(FACADE.length));
      if (!exercise) return undefined;
      // Each import is written out, so that Vite knows which tests a saved file concerns. A submission is not imported.
      const sources = new Set(
        variants.map((variant) => {
          const [target, file] = [JSON.stringify(variant.target), JSON.stringify(fileFor(exercise, variant))];
          const which = `${JSON.stringify(exercise.key)}, ${target}`;
          if (exercise.language === "sql") return `  ${target}: { file: ${file}, load: ${textOf(variant, file)} },`;
          return variant.staged
            ? `  ${target}: { file: ${file}, load: () => confined(${which}), apart: () => open(${which}), submission: () => submission(${which}) },`
            : `  ${target}: { file: ${file}, load: () => import(${file}) },`;
        }),
      );
      return [
        `import { readFileSync } from "node:fs";`,
        `import { facade } from ${JSON.stringify(built("harness/target/facade.ts"))};`,
        `import { confined, open, submission } from ${JSON.stringify(built("harness/testing/confined.ts"))};`,
        "const dispatch = facade({",
        ...sources,
        `}, async () => (await import(${JSON.stringify(MISTAKES + exercise.test)})).mistakes);`,
        ...exported(exercise),
      ].join("\n");
    },
  };
}

/** A file of SQL is one default export, which nobody calls: it is handed to `flink.sql`. */
function exported(exercise: Exercise): string[] {
  if (exercise.language === "sql") return [`export default dispatch(${JSON.stringify(path.basename(exercise.file))});`];
  return importedNames(exercise).map((name) => `export const ${name} = dispatch(${JSON.stringify(name)});`);
}

/** @param file  as a literal; a submission's copy lies where Vite reads nothing */
function textOf({ staged }: Variant, file: string): string {
  if (!staged) return `() => import(${JSON.stringify(`${JSON.parse(file)}?raw`)})`;
  return `async () => ({ default: readFileSync(${file}, "utf8") })`;
}

/**
 * The mistakes of an exercise, as a failure's diagnosis runs them. A module of its own, so that a run without a failure
 * neither reads nor resolves them; imported under other names than a target's, so that each has a state of its own.
 */
function mistakesModule(exercise: Exercise | undefined): string {
  const entries = (exercise ? readMistakes(exercise) : []).flatMap(({ name, file, caughtBy, said }) => {
    if (caughtBy === undefined || said === undefined) return [];
    const told = JSON.stringify({ name, file, caughtBy, said });
    const raw = exercise?.language === "sql" ? "raw&" : "";
    const load = (use: string) => `() => import(${JSON.stringify(`${file}?${raw}${use}`)})`;
    return [`  { ...${told}, load: ${load("diagnosis")}, another: ${load("example")} },`];
  });
  return ["export const mistakes = [", ...entries, "];"].join("\n");
}
