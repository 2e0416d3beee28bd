// Turns the TypeScript of the commands into JavaScript once for each state of the sources. Loading it through a hook at
// every run (tsx) would also load Vitest through that hook, which costs more than a second on two busy cores.
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

const HARNESS = path.resolve(import.meta.dirname, "..");
const ROOT = path.dirname(HARNESS);
const BUILDS = path.join(ROOT, "node_modules", ".cache", "streaming-katas");

/** A watch may load a part of its build late: a build that was used lately is not swept. */
const UNUSED_MS = 7 * 24 * 60 * 60 * 1000;

/** @returns {Promise<string>} the compiled main.ts, as a file URL */
export async function compiledMain() {
  const build = path.join(BUILDS, fingerprint());
  const main = path.join(build, "main.mjs");
  if (existsSync(main)) utimesSync(build, new Date(), new Date());
  else await compile(build);
  return pathToFileURL(main).href;
}

/** Names a state of the sources: any saved, added or removed file gives another. */
function fingerprint() {
  const hash = createHash("sha256");
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
    entryPoints: [path.join(HARNESS, "cli/main.ts")],
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
    build.onLoad({ filter: /\.ts$/ }, ({ path: file }) => ({
      loader: "ts",
      contents: readFileSync(file, "utf8")
        .replaceAll("import.meta.dirname", JSON.stringify(path.dirname(file)))
        .replaceAll("import.meta.url", JSON.stringify(pathToFileURL(file).href)),
    }));
  },
};
