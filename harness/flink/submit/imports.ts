import { existsSync } from "node:fs";
import { builtinModules } from "node:module";
import path from "node:path";
import type { OnResolveResult, Plugin } from "esbuild";
import { onlyFrom } from "../../only-from.ts";
import { ROOT } from "../../paths.ts";

const FLINK = path.join(ROOT, "harness/flink");
const KATA = path.join(ROOT, "harness/kata");
const SCHEME = "absent:";

/** Of a bundle's first file, which we write: it alone names files by their absolute paths. */
export const ENTRY = path.join(FLINK, "entry.ts");

/** What Node and browsers have and a TaskManager has not, and why not. */
const ABSENT: Readonly<Record<string, string>> = {
  fetch: "it calls no other services; bring their data in as a stream",
  setTimeout: "it returns at once; register a timer with the TimerService",
  setInterval: "it returns at once; register a timer with the TimerService",
  setImmediate: "it returns at once",
  queueMicrotask: "it is synchronous",
  process: "it runs in a TaskManager, not in Node",
  Buffer: "it runs in a TaskManager, not in Node",
  require: "it runs in a TaskManager, not in Node",
};

/** For esbuild's `inject`, which adds a file where its name is used and nobody declared it. */
export const ABSENT_NAMES = Object.keys(ABSENT).map((name) => `${SCHEME}${name}`);

/** @param inputs  what went into a bundle */
export function absentNames(inputs: Readonly<Record<string, { bytesInOutput: number }>>) {
  return Object.entries(ABSENT)
    .filter(([name]) => (inputs[`${SCHEME}${name}`]?.bytesInOutput ?? 0) > 0)
    .map(([name, why]) => ({
      name,
      sentence: `${name} is not there inside Flink: a function of a job ${why.replace(/^it /, "")}`,
    }));
}

/** A job imports `#flink`, `#kata` and files beside it. */
export function onlyWhatATaskManagerHas(folder: string): Plugin {
  return {
    name: "only-what-a-task-manager-has",
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path: wanted, importer, kind }): OnResolveResult => {
        if (kind === "entry-point" && wanted.startsWith(SCHEME)) {
          return { path: wanted.slice(SCHEME.length), namespace: "absent", sideEffects: false };
        }
        if (wanted === "#flink") return { path: path.join(FLINK, "api/index.ts"), sideEffects: false };
        if (wanted === "#kata") return { path: path.join(KATA, "index.ts"), sideEffects: false };
        if (wanted === "#kata/flink") return { path: path.join(KATA, "flink.ts"), sideEffects: false };
        if (importer === ENTRY) return { path: wanted };
        const file = path.resolve(path.dirname(importer), wanted);
        const ours = [FLINK, KATA].some((own) => importer.startsWith(own + path.sep));
        if (/^\.\.?\//.test(wanted) && existsSync(file) && (ours || file.startsWith(folder + path.sep))) {
          return { path: file };
        }
        return refuse(wanted);
      });
      onLoad({ filter: /.*/, namespace: "file" }, onlyFrom([folder, FLINK, KATA]));
      onLoad({ filter: /.*/, namespace: "absent" }, ({ path: name }) => ({
        contents: `const absent = () => { throw new Error("${name} is not there inside Flink"); }; export { absent as ${name} };`,
      }));
    },
  };
}

function refuse(wanted: string): OnResolveResult {
  const node = builtinModules.includes(wanted.replace(/^node:/, ""));
  const why = node ? "a job runs in a TaskManager, not in Node" : "a job imports #flink, #kata and files beside it";
  return { errors: [{ text: `"${wanted}" cannot be imported: ${why}` }] };
}
