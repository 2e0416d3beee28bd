import { readFileSync } from "node:fs";
import path from "node:path";
import { type Program, parseSync, Visitor } from "oxc-parser";

const SQL_COMMENT = /--.*|\/\*[\s\S]*?\*\//g;

/** An exercise's two files: the learner's, whose name the test imports, and the test; absolute paths. */
interface Files {
  file: string;
  test: string;
}

/** The values (not types) a test takes from its exercise's file: the names every target must export. */
export function importedNames({ file, test }: Files): string[] {
  const names: string[] = [];
  for (const statement of program(readFileSync(test, "utf8"))?.body ?? []) {
    if (statement.type !== "ImportDeclaration" || statement.source.value !== `./${path.basename(file)}`) continue;
    if (statement.importKind === "type") continue;
    for (const specifier of statement.specifiers) {
      if (specifier.type !== "ImportSpecifier" || specifier.importKind === "type") continue;
      if (specifier.imported.type === "Identifier") names.push(specifier.imported.name);
    }
  }
  return names;
}

/** A check as a test file writes it down. */
export interface WrittenCheck {
  code: string;
  title: string;
  /** Its inputs are drawn: `test.prop`. The inputs of another stand in the file. */
  property: boolean;
}

/**
 * The checks of a test file, in their order, read from its source: what must have run is known without running it.
 * A check is a call with a title and an object that holds its code: `test("…", { code: "SES-01" }, …)`.
 */
export function writtenChecks(testSource: string): WrittenCheck[] {
  const found: WrittenCheck[] = [];
  const parsed = program(testSource);
  if (!parsed) return found;
  new Visitor({
    CallExpression({ callee, arguments: [title, options] }) {
      if (title?.type !== "Literal" || typeof title.value !== "string" || options?.type !== "ObjectExpression") return;
      for (const option of options.properties) {
        if (option.type !== "Property" || option.key.type !== "Identifier" || option.key.name !== "code") continue;
        const { value } = option;
        if (value.type === "Literal" && typeof value.value === "string") {
          const property = testSource.slice(callee.start, callee.end) === "test.prop";
          found.push({ code: value.value, title: title.value, property });
        }
      }
    },
  }).visit(parsed);
  return found;
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
 * @param source  the file to look at: the learner's, or another target's
 */
export function untouched(exercise: Files, source: string): string | undefined {
  return untouchedIn(exercise, readFileSync(source, "utf8"));
}

/** The same of a text. A script of SQL is untouched as long as it has no statement, and is told by its file's name. */
export function untouchedIn(exercise: Files, source: string): string | undefined {
  const name = path.basename(exercise.file);
  if (name.endsWith(".sql")) return source.replaceAll(SQL_COMMENT, "").trim() === "" ? name : undefined;
  const wanted = importedNames(exercise);
  const stubs = unimplemented(source) ?? [];
  return wanted.every((name) => stubs.includes(name)) ? stubs.find((name) => wanted.includes(name)) : undefined;
}

function program(source: string): Program | undefined {
  const { program, errors } = parseSync("source.ts", source);
  return errors.length > 0 ? undefined : program;
}
