// Turns the harness's TypeScript into JavaScript once for each state of the sources: for the commands, and for the processes
// in which Vitest runs exercises. Loading it through a hook at every run (tsx, or Vitest's own) costs more than a second on
// two busy cores.
import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
} from "node:fs";
import path from "node:path";
import { pathToFileURL } from "node:url";

const HARNESS = import.meta.dirname;
const ROOT = path.dirname(HARNESS);
const BUILDS = path.join(ROOT, "node_modules", ".cache", "streaming-katas");

/** What a `#name` stands for, seen from the checkout: package.json says it. */
export const IMPORTS = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")).imports;

/** What is loaded from elsewhere: the commands, what `run/` loads beside a test file, and what a `#name` stands for. */
const ENTRIES = [
  "harness/cli/main.ts",
  "harness/kafka/crashes.ts",
  "harness/kafka/cured.ts",
  "harness/target/facade.ts",
  "harness/testing/begin.ts",
  "harness/testing/confined.ts",
  ...Object.values(IMPORTS),
];

/** A watch may load a part of its build late: a build that was used lately is not swept. */
const UNUSED_MS = 7 * 24 * 60 * 60 * 1000;

/** One build a process: its parts share what they keep. */
let building;

/**
 * @returns {Promise<(source: string) => string>} where the JavaScript of one of the sources above lies
 * @param source  from the checkout on: "harness/cli/main.ts"
 */
export async function compiled() {
  building ??= built();
  const build = await building;
  return (source) => pathToFileURL(path.join(build, source.replace(/\.ts$/, ".mjs"))).href;
}

async function built() {
  const build = path.join(BUILDS, fingerprint());
  if (existsSync(build)) utimesSync(build, new Date(), new Date());
  else await compile(build);
  return build;
}

/** Names a state of the sources: any saved, added or removed file gives another. */
function fingerprint() {
  const hash = createHash("sha256").update(ENTRIES.join("\n"));
  for (const folder of [HARNESS, path.join(ROOT, "fixtures")]) {
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile() || !/\.(ts|js)$/.test(entry.name) || entry.name.endsWith(".test.ts")) continue;
      const file = path.join(entry.parentPath ?? entry.path, entry.name);
      const { mtimeMs, size } = statSync(file);
      hash.update(`${file} ${mtimeMs} ${size}\n`);
    }
  }
  return hash.digest("hex").slice(0, 16);
}

async function compile(build) {
  const esbuild = await import("esbuild");
  mkdirSync(BUILDS, { recursive: true });
  for (const name of readdirSync(BUILDS)) {
    const old = path.join(BUILDS, name);
    if (Date.now() - statSync(old).mtimeMs > UNUSED_MS) rmSync(old, { recursive: true, force: true });
  }
  const draft = mkdtempSync(path.join(BUILDS, "draft-"));
  await esbuild.build({
    entryPoints: Object.fromEntries(
      // A student's repository has no part that only a teacher uses.
      ENTRIES.filter((source) => existsSync(path.join(ROOT, source))).map((source) => [
        source.replace(/\.ts$/, ""),
        path.join(ROOT, source),
      ]),
    ),
    outdir: draft,
    bundle: true,
    splitting: true,
    format: "esm",
    // No package.json of ours reaches into node_modules: the ending says what it is.
    outExtension: { ".js": ".mjs" },
    platform: "node",
    target: "node20.19",
    packages: "external",
    logLevel: "silent",
    plugins: [whereItWas],
  });
  try {
    renameSync(draft, build);
  } catch (error) {
    // Another run of the same sources was quicker.
    if (!existsSync(build)) throw error;
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Sources find their neighbours by `import.meta`, which must go on meaning the source and not the build. */
const whereItWas = {
  name: "where-it-was",
  setup(build) {
    // This file itself stays one, which knows of its build.
    build.onResolve({ filter: /\/compile\.js$/ }, () => ({
      path: pathToFileURL(import.meta.filename).href,
      external: true,
    }));
    build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => ({
      loader: "ts",
      contents: readFileSync(file, "utf8")
        .replaceAll("import.meta.dirname", JSON.stringify(path.dirname(file)))
        .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(file).href)),
    }));
  },
};
