import { execFile } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { fromRoot, ROOT, STATE } from "../paths.ts";

/** What one step of the check showed. */
export interface StepReport {
  proved: number;
  faults: string[];
  /** What was not run here, and why; told, never counted. */
  skipped?: string[];
  /** What another tier runs, in a line. */
  elsewhere?: string;
}

/** What everything that lands has passed, and what is run now and then: it takes long, or wants what not every machine has. */
export type Tier = "fast" | "full";

const BIN = path.join(ROOT, "node_modules", ".bin");

/** TypeScript, strict, over everything. */
export async function proveTypes(): Promise<StepReport> {
  return oneCommand("tsc", ["--noEmit", "--pretty", "false", "-p", ROOT]);
}

/** Lint and format. */
export async function proveLint(): Promise<StepReport> {
  return oneCommand("biome", ["ci", "--colors=off", "."]);
}

async function oneCommand(name: string, args: string[]): Promise<StepReport> {
  const { code, output } = await execute(path.join(BIN, name), args);
  return code === 0 ? { proved: 1, faults: [] } : { proved: 0, faults: output.trim().split("\n").slice(0, 40) };
}

interface JsonReport {
  numPassedTests: number;
  testResults: {
    name: string;
    status: string;
    message: string;
    assertionResults: { status: string; fullName: string; failureMessages: string[] }[];
  }[];
}

/** The harness's own tests; those that are named `*.full.test.ts` in the full tier alone. */
export async function proveHarness(tier: Tier): Promise<StepReport> {
  mkdirSync(STATE, { recursive: true });
  const file = path.join(STATE, "harness-tests.json");
  // Three at a time, where two cores are: most of them wait for servers and processes.
  const projects = ["--project=harness*", ...(tier === "full" ? ["--project=full"] : [])];
  // Of what befell a whole file, as a hook that failed, the document has not a word: a person's report has.
  const reporters = ["--reporter=json", `--outputFile=${file}`, "--reporter=dot"];
  const args = ["run", ...projects, "--maxWorkers=3", ...reporters];
  const { code, output } = await execute(path.join(BIN, "vitest"), args);
  let report: JsonReport;
  try {
    report = JSON.parse(readFileSync(file, "utf8"));
  } catch {
    return { proved: 0, faults: [`Vitest gave no report (exit ${code}): ${output.slice(-2000)}`] };
  }
  const tests = report.testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map((test) => ({ ...test, file: fromRoot(name) })),
  );
  const faults = tests
    .filter(({ status }) => status === "failed")
    .map(({ file, fullName, failureMessages }) => `${file}: ${fullName}\n${failureMessages.join("\n").slice(0, 1500)}`);
  const broken = report.testResults
    .filter(({ status, assertionResults: all }) => status === "failed" && !all.some((one) => one.status === "failed"))
    .map(({ name, message }) => `${fromRoot(name)}: ${message || output.slice(-2000)}`);
  const skipped = tests.filter(({ status }) => status === "skipped" || status === "pending");
  const all = [...faults, ...broken];
  if (code !== 0 && all.length === 0) all.push(`Vitest ended with exit ${code}: ${output.slice(-2000)}`);
  return {
    proved: report.numPassedTests,
    faults: all,
    skipped: skipped.map(({ file, fullName }) => `${file}: ${fullName}`),
    ...(tier === "fast" && { elsewhere: `${fullTests()} files of tests, more seeds, runs in a row, docker` }),
  };
}

function fullTests(): number {
  return globSync("harness/**/*.full.test.ts", { cwd: ROOT }).length;
}

/** Runs a program to its end, in the checkout. @param more  variables beside this process's */
export function execute(
  command: string,
  args: string[],
  more: NodeJS.ProcessEnv = {},
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    // What npm installs is a script there, which only a shell starts.
    const shell = process.platform === "win32" && command !== process.execPath;
    const options = { cwd: ROOT, env: { ...process.env, ...more }, maxBuffer: 64 * 1024 * 1024, shell };
    const child = execFile(command, args, options, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode, output: `${stdout}${stderr}` });
    });
  });
}
