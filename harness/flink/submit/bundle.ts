import { readFileSync } from "node:fs";
import path from "node:path";
import type { Message } from "esbuild";
import { fromRoot, ROOT } from "../../paths.ts";
import { ABSENT_NAMES, absentNames, ENTRY, onlyWhatATaskManagerHas } from "./imports.ts";
import { JobRefused } from "./refused.ts";
import { isOurs } from "./sources.ts";

const FLINK = path.join(ROOT, "harness/flink");

/** A job: a function that is given a StreamExecutionEnvironment, and what else `args` says. */
export interface JobFile {
  /** Absolute. */
  readonly file: string;
  readonly exportName: string;
  /** Whose files it may import; absolute, the file's own unless told. */
  readonly folder?: string;
  /** What that folder is for its author, from the checkout on; given where it holds copies. */
  readonly shownIn?: string;
}

export interface Bundle {
  readonly script: string;
  readonly sourceMap: string;
}

/**
 * Bundles a job with `#flink` and the bridge to one script that needs nothing of Node's.
 * @throws JobRefused for what does not parse, and for imports and names that cannot be had in a TaskManager
 */
export async function bundleJob(job: JobFile): Promise<Bundle> {
  const { file, exportName, folder = path.dirname(file), shownIn } = job;
  const copies = fromRoot(folder);
  const shown = (source: string) => (shownIn === undefined ? source : source.replace(copies, shownIn));
  const entry = [
    `import ${JSON.stringify(path.join(FLINK, "bridge/console.ts"))};`,
    `import { openBridge } from ${JSON.stringify(path.join(FLINK, "bridge/index.ts"))};`,
    `import { ${exportName} as build } from ${JSON.stringify(file)};`,
    "export const bridge = openBridge(build);",
  ];
  // Loaded only here: what is done in SQL alone bundles nothing.
  const { build } = await import("esbuild");
  try {
    const { outputFiles, metafile } = await build({
      stdin: { contents: entry.join("\n"), resolveDir: FLINK, sourcefile: ENTRY, loader: "ts" },
      bundle: true,
      format: "iife",
      globalName: "__job",
      platform: "neutral",
      target: "es2022",
      sourcemap: "external",
      sourcesContent: false,
      // So that sources are told from the checkout on.
      outfile: path.join(ROOT, "bundle.js"),
      absWorkingDir: ROOT,
      write: false,
      metafile: true,
      tsconfigRaw: {},
      logLevel: "silent",
      inject: ABSENT_NAMES,
      plugins: [onlyWhatATaskManagerHas(folder)],
    });
    const [output] = Object.values(metafile.outputs).filter(({ entryPoint }) => entryPoint !== undefined);
    const [absent] = absentNames(output?.inputs ?? {});
    if (absent) {
      const use = firstUse(absent.name, Object.keys(metafile.inputs));
      throw new JobRefused(absent.sentence, use && { ...use, file: shown(use.file) });
    }
    const text = (ending: string) => outputFiles.find((output) => output.path.endsWith(ending))?.text ?? "";
    const { sources, ...map } = JSON.parse(text(".map")) as { sources: string[] };
    // esbuild says in comments which file is which; of the same submission comes the same jar, wherever its copy lies.
    const script = text(".js").replaceAll(`// ${copies}/`, `// ${shownIn ?? copies}/`);
    return { script, sourceMap: JSON.stringify({ ...map, sources: sources.map(shown) }) };
  } catch (error) {
    if (error instanceof JobRefused) throw error;
    const [first] = error instanceof Error && "errors" in error ? (error.errors as Message[]) : [];
    if (!first) throw error;
    const { text, location } = first;
    const where = location && { file: shown(location.file), line: location.line, column: location.column + 1 };
    throw new JobRefused(text, where ?? undefined);
  }
}

/** Where a learner's text has a name for the first time; in a comment too, which is near enough. */
function firstUse(name: string, inputs: readonly string[]) {
  for (const file of inputs.filter((input) => !isOurs(input) && input.endsWith(".ts"))) {
    const lines = readFileSync(path.resolve(ROOT, file), "utf8").split("\n");
    for (const [index, line] of lines.entries()) {
      const at = line.search(new RegExp(`(?<![.\\w])${name}\\b`));
      if (at >= 0) return { file, line: index + 1, column: at + 1 };
    }
  }
  return undefined;
}
