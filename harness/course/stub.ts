import { readFileSync } from "node:fs";
import path from "node:path";
import { type Program, parseSync } from "oxc-parser";

/** The values (not types) a test takes from its exercise's file: the names every target must export. */
export function importedNames(testSource: string, file: string): string[] {
  const names: string[] = [];
  for (const statement of program(testSource)?.body ?? []) {
    if (statement.type !== "ImportDeclaration" || statement.source.value !== file) continue;
    if (statement.importKind === "type") continue;
    for (const specifier of statement.specifiers) {
      if (specifier.type !== "ImportSpecifier" || specifier.importKind === "type") continue;
      if (specifier.imported.type === "Identifier") names.push(specifier.imported.name);
    }
  }
  return names;
}

/**
 * The exported functions whose whole body is `throw new NotImplemented(…)`. Calling one can only throw, so nothing has
 * to be started to know the verdict. Undefined if the source does not parse.
 */
export function unimplemented(source: string): string[] | undefined {
  const parsed = program(source);
  return parsed?.body.flatMap((statement) => {
    if (statement.type !== "ExportNamedDeclaration") return [];
    const declared = statement.declaration;
    if (declared?.type !== "FunctionDeclaration" || !declared.id || !declared.body) return [];
    const [only, ...others] = declared.body.body;
    const throws =
      others.length === 0 &&
      only?.type === "ThrowStatement" &&
      only.argument.type === "NewExpression" &&
      only.argument.callee.type === "Identifier" &&
      only.argument.callee.name === "NotImplemented";
    return throws ? [declared.id.name] : [];
  });
}

/**
 * The first of the functions an exercise's test imports, if a source implements none of them; undefined as soon as it implements
 * one. Read anew at each call: a learner edits between two runs.
 *
 * @param exercise  absolute paths: the learner's file, whose name the test imports, and the test
 * @param source    the file to look at: the learner's, or another target's
 */
export function untouched(exercise: { file: string; test: string }, source: string): string | undefined {
  const wanted = importedNames(readFileSync(exercise.test, "utf8"), `./${path.basename(exercise.file)}`);
  const stubs = unimplemented(readFileSync(source, "utf8")) ?? [];
  return wanted.every((name) => stubs.includes(name)) ? stubs.find((name) => wanted.includes(name)) : undefined;
}

function program(source: string): Program | undefined {
  const { program, errors } = parseSync("source.ts", source);
  return errors.length > 0 ? undefined : program;
}
