import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { globSync } from "tinyglobby";
import { findExercises, type Module } from "../course/index.ts";
import { shellWords } from "../draw/index.ts";
import { ROOT } from "../paths.ts";
import { Proof } from "./bank.ts";
import type { StepReport } from "./tools.ts";

const KATAS = path.join(ROOT, "harness/cli/katas.js");

/** Commands that only look: the documentation's examples of them are run as they stand. */
const HARMLESS = new Set(["list", "status", "hint", "explain", "doctor", "look", "draw"]);

/**
 * The documentation is true: links lead somewhere, commands exist with the flags that are shown, and those that only
 * look are run as they are written.
 */
export async function proveDocs(course: Module[]): Promise<StepReport> {
  const proof = new Proof();
  const scripts: Record<string, string> = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8")).scripts;
  const seen = new Set<string>();
  for (const file of markdown()) {
    const text = readFileSync(path.join(ROOT, file), "utf8");
    for (const link of relativeLinks(text)) {
      proof.hold(
        existsSync(path.resolve(ROOT, path.dirname(file), link)),
        `${file}: its link to ${link} leads somewhere`,
      );
    }
    for (const command of commands(text)) {
      if (seen.has(command)) continue;
      seen.add(command);
      await proveCommand(command, { course, scripts, file, proof });
    }
  }
  return proof.result();
}

function markdown(): string[] {
  const patterns = ["*.md", "docs/*.md", "fixtures/*.md", "bench/*.md", "exercises/**/*.md", "solutions/**/*.md"];
  return globSync(patterns, { cwd: ROOT }).sort();
}

function relativeLinks(text: string): string[] {
  const links = text.matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g);
  return [...links].flatMap(([, link = ""]) => (/^[a-z]+:/.test(link) ? [] : [link]));
}

/** The npm and npx lines of fenced shell blocks, without prompts and comments. */
function commands(text: string): string[] {
  const blocks = text.matchAll(/```(?:sh|bash|shell|console)\n([\s\S]*?)```/g);
  return [...blocks]
    .flatMap(([, block = ""]) => block.split("\n"))
    .flatMap((line) =>
      line
        .replace(/^\$ /, "")
        .replace(/\s+#.*$/, "")
        .split("&&"),
    )
    .map((line) => line.trim().replace(/^([A-Z_]+=\S+ )+/, ""))
    .filter((line) => /^(npm (test|run)|npx katas)\b/.test(line));
}

interface Setting {
  course: Module[];
  scripts: Record<string, string>;
  file: string;
  proof: Proof;
}

async function proveCommand(command: string, { course, scripts, file, proof }: Setting): Promise<void> {
  const words = shellWords(command);
  const isKatas = words[0] === "npx";
  const name = words[isKatas ? 2 : words[1] === "run" ? 2 : 1] ?? "";
  if (!isKatas && !(name in scripts)) return proof.hold(false, `${file}: "${command}" names a script of package.json`);
  const rest = words.slice(words.indexOf(name) + 1).filter((word) => word !== "--");
  // The options of a picture are those of its exercise.
  const args = name === "--help" ? [] : name === "draw" ? [name, ...rest.slice(0, 1)] : [name];
  const help = await execute([...args, "--help"]);
  proof.hold(help.code === 0, `${file}: "${command}" is a command`);
  for (const flag of rest.filter((word) => word.startsWith("--") && word !== "--help")) {
    proof.hold(help.output.includes(flag.split("=")[0] ?? flag), `${file}: "${command}": there is a flag ${flag}`);
  }
  if (name === "test") {
    for (const word of rest.filter((word, i) => !word.startsWith("-") && !rest[i - 1]?.startsWith("-"))) {
      proof.hold(finds(course, word), `${file}: "${command}": ${word} is a module or an exercise`);
    }
  }
  if (isKatas && HARMLESS.has(name)) {
    const { code, output } = await execute([name, ...rest]);
    proof.hold(code === 0, `${file}: "${command}" runs (exit ${code}: ${output.slice(0, 300)})`);
  }
}

function finds(course: Module[], word: string): boolean {
  try {
    return findExercises(course, word).length > 0;
  } catch {
    return false;
  }
}

/** With a state of its own: the documentation's `hint` is not the contributor's next hint. */
async function execute(args: string[]): Promise<{ code: number | null; output: string }> {
  const state = mkdtempSync(path.join(tmpdir(), "katas-docs-"));
  const options = { cwd: ROOT, env: { ...process.env, KATAS_STATE: state } };
  try {
    return await new Promise((resolve) => {
      const child = execFile(process.execPath, [KATAS, ...args], options, (_error, stdout, stderr) => {
        resolve({ code: child.exitCode, output: stdout + stderr });
      });
    });
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}
