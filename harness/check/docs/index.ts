import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import type { Module } from "../../course/index.ts";
import { ROOT } from "../../paths.ts";
import { Proof } from "../bank.ts";
import type { StepReport } from "../tools.ts";
import { Clone } from "./clone.ts";
import { type Line, relativeLinks, savedFiles, shellLines, unseenLines } from "./markdown.ts";
import { namesExercises, repeats } from "./repeats.ts";
import { PHASES, standIns, type Way, waysOf } from "./ways.ts";

/** Lines that are run at the same time: many wait, for a start or for a server. */
const AT_ONCE = 3;

/** A line, the first file it stands in, and what was wrong with it. */
interface Told extends Line {
  file: string;
  ways: Way[];
  faults: string[];
}

/**
 * The documentation is true: links lead somewhere, and every command of a shell block is run as it stands, in a copy of
 * this checkout, and ends as it should. What is not run is said, with the reason.
 *
 * @param proved  the references have been run before: here they are only where a line says more than their names
 */
export async function proveDocs(course: Module[], proved: boolean): Promise<StepReport> {
  const proof = new Proof();
  const texts = markdown().map((file) => ({ file, text: readFileSync(path.join(ROOT, file), "utf8") }));
  for (const { file, text } of texts) {
    for (const link of relativeLinks(text)) {
      const there = existsSync(path.resolve(ROOT, path.dirname(file), link));
      proof.hold(there, `${file}: its link to ${link} leads somewhere`);
    }
    for (const line of unseenLines(text)) proof.hold(false, `${file}: the block of "${line}" says that it is \`\`\`sh`);
  }
  const { lines, notRun } = sort(texts, proof);
  const again = repeats(lines, course);
  for (const line of lines) {
    const stub = line.ways.filter(({ env }) => env?.KATAS_TARGET !== "solution");
    if (again.has(line.text)) line.ways = Object.keys(line.sets).length > 0 ? stub : [];
    else if (proved && namesExercises(line)) line.ways = stub;
  }
  if (process.platform === "win32") {
    return { ...proof.result(), skipped: [...notRun, `${lines.length} lines of a POSIX shell`] };
  }
  const clone = new Clone();
  try {
    const saved = texts.flatMap(({ text }) => savedFiles(text));
    await runLines(lines, clone, () => {
      clone.solve();
      for (const { name, source } of saved) clone.write(name, source);
    });
  } finally {
    await clone.remove();
  }
  // What is not run a second time is not counted a second time.
  for (const { faults, ways } of lines)
    if (ways.length + faults.length > 0) proof.hold(faults.length === 0, faults.join("\n"));
  return { ...proof.result(), skipped: notRun };
}

function markdown(): string[] {
  const patterns = [
    "*.md",
    "docs/*.md",
    "fixtures/*.md",
    "bench/*.md",
    "tamper/*.md",
    "harness/**/*.md",
    "exercises/**/*.md",
    "solutions/**/*.md",
  ];
  return globSync(patterns, { cwd: ROOT }).sort();
}

/** Each line once: those to run, and those that are not run, by reason. */
function sort(texts: { file: string; text: string }[], proof: Proof): { lines: Told[]; notRun: string[] } {
  const lines = new Map<string, Told>();
  const reasons = new Map<string, Set<string>>();
  for (const { file, text } of texts) {
    for (const line of shellLines(text)) {
      const ways = waysOf(line);
      const nobody = "harness/check/docs/ways.ts does not say how it is run: add a row for it";
      if (ways === undefined) proof.hold(false, `${file}: ${line.text}: ${nobody}`);
      else if (Array.isArray(ways)) lines.set(line.text, lines.get(line.text) ?? { ...line, file, ways, faults: [] });
      else {
        const known = reasons.get(ways.why) ?? new Set();
        if (!known.has(line.text)) proveNames(line, file, proof);
        reasons.set(ways.why, known.add(line.text));
      }
    }
  }
  const notRun = [...reasons].map(([why, some]) => `${[...some].join(" | ")} (${why})`);
  return { lines: [...lines.values()], notRun };
}

/** The scripts and files that a line names which is not run. */
function proveNames({ command }: Line, file: string, proof: Proof): void {
  const { scripts } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
  const script = /^npm run (\S+)/.exec(command)?.[1];
  if (script !== undefined) proof.hold(script in scripts, `${file}: ${command}: package.json has this script`);
  if (/^npx tsx|^npx vitest/.test(command)) {
    for (const word of command.split(" ").filter((one) => one.includes("/"))) {
      proof.hold(existsSync(path.join(ROOT, word)), `${file}: ${command}: there is ${word}`);
    }
  }
  if (command.startsWith("docker compose")) {
    proof.hold(existsSync(path.join(ROOT, "docker-compose.yml")), `${file}: ${command}: there is a docker-compose.yml`);
  }
}

async function runLines(lines: Told[], clone: Clone, solve: () => void): Promise<void> {
  const up = await clone.run("npx katas up");
  const broker = /127\.0\.0\.1:\d+/.exec(up.output)?.[0];
  if (broker === undefined) return void lines[0]?.faults.push(`npx katas up: exit ${up.code}\n${tail(up.output)}`);
  // The class that the documentation speaks of: a student with a fresh repository.
  const student = await clone.run("mkdir ../class && npx katas export --student ../class/ann");
  if (student.code !== 0)
    return void lines[0]?.faults.push(`npx katas export: exit ${student.code}\n${student.output}`);
  const standingIn = standIns({ broker, folder: path.join(clone.folder, ".katas", "another") });
  for (const phase of PHASES) {
    if (phase === "solved") {
      solve();
      // As a reader has done who asks for the reference.
      await clone.run("npm test -- 00/01");
    }
    const queue = lines.flatMap((line) => line.ways.filter((way) => way.phase === phase).map((way) => ({ line, way })));
    const lane = async () => {
      for (let next = queue.shift(); next; next = queue.shift()) await runLine(next.line, next.way, clone, standingIn);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, lane));
  }
}

async function runLine(line: Told, way: Way, clone: Clone, standingIn: [string, string][]): Promise<void> {
  const given = standingIn.reduce((one, [from, to]) => one.replaceAll(from, to), line.text);
  const text = way.phase === "up" ? given : direct(given);
  const ctrlCAfter = way.untilCtrlC ? way.says : undefined;
  const { code, output, trouble } = await clone.run(text, { env: way.env ?? {}, ctrlCAfter });
  const wrong = [
    trouble,
    code === way.exit ? undefined : `exit ${code}, not ${way.exit}`,
    way.says === undefined || way.says.test(output) ? undefined : `it does not say ${way.says}`,
  ].filter((one) => one !== undefined);
  if (wrong.length === 0) return;
  const env = Object.entries(way.env ?? {}).map(([name, value]) => `${name}=${value} `);
  line.faults.push(`${line.file}: ${env.join("")}${text}: ${wrong.join("; ")}\n${tail(output)}`);
}

/** npx takes longer than most commands; that it finds ours is shown by the lines that bring servers up. */
function direct(text: string): string {
  return text.replace(/\bnpx katas\b/, "node harness/cli/katas.js");
}

function tail(output: string): string {
  return output.trimEnd().split("\n").slice(-12).join("\n");
}
