import { existsSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import { type BuildOptions, build, type Message, type OnResolveResult, type Plugin, stop } from "esbuild";
import { onlyFrom } from "../only-from.ts";
import { ROOT } from "../paths.ts";
import { Refused } from "./refused.ts";

const KATA = path.join(ROOT, "harness/kata");
const FLINK = path.join(ROOT, "harness/flink/api");

/** A folder's own tsconfig.json is somebody else's; there is one way to compile. */
const COMMON = {
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20.19",
  logLevel: "silent",
  tsconfigRaw: {},
} as const;

// Where a text brings the compiler down, its stack is nothing to tell a teacher.
process.env.GOTRACEBACK ??= "none";

/** Milliseconds; an exercise's file takes a few. */
const SLOWEST_MS = 5_000;

/**
 * Bundles a program of ours that runs in a submission's process, so that nothing of ours has to be readable for it.
 *
 * @param file  absolute
 * @returns the bundle, in `folder`
 */
export async function bundleProgram(file: string, folder: string): Promise<string> {
  const outfile = path.join(folder, path.basename(file).replace(/\.ts$/, ".mjs"));
  await build({ ...COMMON, entryPoints: [file], outfile, external: ["kafkajs"] });
  return outfile;
}

/** What a submission may import because its exercise needs servers. */
export interface Available {
  /** The file that `kafkajs` means; it stays outside of the bundle. */
  kafkajs?: string;
  /** Whether there is `#flink`, and `#kata/flink`. */
  flink: boolean;
}

/**
 * Bundles a staged file with what it imports: other staged files, `#kata`, Node's own modules, kafkajs and `#flink` where
 * its exercise has them. Anything else is refused, however it is spelt.
 *
 * @param folder  the staged files
 * @returns the bundle, in the folder
 * @throws Refused for an import that is not allowed; a file that does not parse is not refused: whoever imports the
 *         bundle is told so
 */
export async function bundleSubmission(file: string, folder: string, available: Available): Promise<string> {
  const outfile = path.join(folder, "submission.mjs");
  try {
    await inTime({
      ...COMMON,
      entryPoints: [file],
      outfile,
      absWorkingDir: folder,
      sourcemap: "inline",
      loader: { ".sql": "text" },
      plugins: [onlyItsOwn(folder, available)],
    });
  } catch (error) {
    if (error instanceof Refused) throw error;
    const [first] = error instanceof Error && "errors" in error ? (error.errors as Message[]) : [];
    if (!first) throw error;
    const { location, pluginName, text } = first;
    const where = location ? `${path.basename(location.file)}, line ${location.line}` : path.basename(file);
    throw new Refused(pluginName ? `${where}: ${text}` : `${where} does not parse: ${text}`);
  }
  return outfile;
}

/**
 * Builds within a time. There are texts that keep any compiler busy for minutes, or bring it down: both end esbuild's
 * process, which the next build starts anew.
 * @throws Refused
 */
async function inTime(options: BuildOptions): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), SLOWEST_MS);
  });
  const built = build(options).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const outcome = await Promise.race([built, late]);
  clearTimeout(timer);
  if (outcome === undefined) return;
  if (outcome !== "late" && outcome.error instanceof Error && "errors" in outcome.error) throw outcome.error;
  await stop();
  // If a compiler cannot do the simplest thing either, that is nobody's submission.
  await build({ ...COMMON, stdin: { contents: "export {}" }, write: false });
  throw new Refused("the file cannot be compiled: it is nested too deeply, or too involved");
}

function onlyItsOwn(folder: string, { kafkajs, flink }: Available): Plugin {
  return {
    name: "only-its-own",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path: wanted, importer, kind }): OnResolveResult => {
        if (kind === "entry-point") return { path: wanted };
        if (wanted === "#kata") return { path: path.join(KATA, "index.ts") };
        if (flink && wanted === "#kata/flink") return { path: path.join(KATA, "flink.ts"), sideEffects: false };
        if (flink && wanted === "#flink") return { path: path.join(FLINK, "index.ts"), sideEffects: false };
        const ours = [KATA, FLINK].find((own) => importer.startsWith(own + path.sep));
        if (ours !== undefined) return within(ours, path.resolve(path.dirname(importer), wanted), wanted);
        if (wanted === "kafkajs" && kafkajs !== undefined) return { path: kafkajs, external: true };
        if (builtinModules.includes(wanted.replace(/^node:/, ""))) return { path: wanted, external: true };
        if (/^\.\.?\//.test(wanted)) return within(folder, path.resolve(path.dirname(importer), wanted), wanted);
        return refuse(wanted);
      });
      onLoad({ filter: /.*/ }, onlyFrom([folder, KATA, FLINK], `; ${THERE}`));
    },
  };
}

/** A file of a folder, with or without its ending, as Vite finds it. */
function within(folder: string, file: string, wanted: string): OnResolveResult {
  const found = [file, `${file}.ts`, file.replace(/\.js$/, ".ts")].find(
    (one) => path.dirname(one) === folder && /\.(ts|sql)$/.test(one) && existsSync(one),
  );
  return found === undefined ? refuse(wanted) : { path: found };
}

const THERE =
  "what can be: files beside it, #kata, Node's own modules, and kafkajs or #flink where the exercise needs Kafka or Flink";

function refuse(wanted: string): OnResolveResult {
  return { errors: [{ text: `"${wanted}" cannot be imported here; ${THERE}` }] };
}
