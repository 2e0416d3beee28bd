/** katas export, as a teacher meets it: what goes, what is told, and what cannot be used. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { until } from "../until.ts";
import { type Checkout, makeCheckout } from "./testing/checkout.ts";
import { ADDING } from "./testing/course.ts";

const FILE = "exercises/module-00-setup/01-adding/adding.ts";
const SOLVED = "export const add = (a: number, b: number) => a + b;\n";

let checkout: Checkout;
let parent: string;
let student: string;
beforeEach(() => {
  checkout = makeCheckout();
  checkout.write("README.md", "# Katas\n\n[How](docs/architecture.md)\n");
  checkout.write("solutions/module-00-setup/01-adding/adding.ts", SOLVED);
  checkout.write("solutions/module-00-setup/01-adding/DISCUSSION.md", "# Discussion\n");
  checkout.write("tamper/exit.ts", "process.exit(0);\n");
  checkout.git("add", "README.md", "solutions", "tamper", "package.json");
  checkout.git("commit", "-q", "-m", "More");
  parent = mkdtempSync(path.join(os.tmpdir(), "katas-teacher-"));
  student = path.join(parent, "student");
});
afterEach(() => {
  checkout.remove();
  rmSync(parent, { recursive: true });
});

const oneLine = (text: string) => text.replaceAll(/\s+/g, " ").trim();
const get = (file: string) => readFileSync(path.join(student, file), "utf8");

test("writes what git tracks, the stubs as given, and says what it left out and what comes next", async () => {
  checkout.write(FILE, SOLVED);
  checkout.git("commit", "-q", "-a", "-m", "A teacher tries an exercise");
  checkout.write(FILE, `${SOLVED}// again\n`);
  checkout.write(".katas/progress.json", "{}");
  const { code, out } = await checkout.katas(["export", "--student", student]);
  expect(code).toBe(0);
  expect(get(FILE)).toBe(ADDING);
  expect(get("README.md")).toBe("# Katas\n\nHow\n");
  expect(readdirSync(student).sort()).toEqual([
    ".streaming-katas.json",
    "README.md",
    "exercises",
    "package.json",
    "solutions",
  ]);
  expect(readdirSync(path.join(student, "solutions/module-00-setup/01-adding")).sort()).toEqual([
    "explain.md",
    "hints.md",
  ]);
  const told = oneLine(out);
  expect(told).toContain("It holds 3 exercises with their stubs as the course gave them");
  expect(told).toContain("1 references, alternatives, mistakes");
  expect(told).toContain("1 discussions");
  expect(told).toContain("1 what the course is built and proved with");
  expect(told).toContain("Diagnosis is off there");
  expect(told).toContain('git init && git add --all && git commit -m "The course"');
  expect(readdirSync(parent)).toEqual(["student"]);
});

test("changes that are not committed go, files that git does not know stay, and both are told", async () => {
  checkout.write("package.json", '{ "version": "9.9.9", "type": "module", "imports": {} }\n');
  checkout.write("docs/draft.md", "Not yet.\n");
  const { code, err } = await checkout.katas(["export", "--student", student]);
  expect(code).toBe(0);
  expect(oneLine(err)).toContain("1 file goes as it is here, which is not committed: package.json.");
  // The harness of this checkout was never committed either.
  expect(oneLine(err)).toMatch(/\d+ files stay behind, since git does not know them: docs\/draft\.md, /);
  expect(get("package.json")).toContain("9.9.9");
  expect(existsSync(path.join(student, "docs"))).toBe(false);
});

test("an update brings the new and leaves what a student wrote", async () => {
  expect((await checkout.katas(["export", "--student", student])).code).toBe(0);
  checkout.write("README.md", "# More katas\n");
  const [mine, untouched] = [path.join(student, FILE), "exercises/module-01-more/01-extra-work/extra-work.ts"];
  const newer = ADDING.replace("Adds two numbers.", "The sum.");
  for (const file of [FILE, untouched]) checkout.write(file, newer);
  checkout.git("commit", "-q", "-a", "-m", "A clearer stub");
  const again = await checkout.katas(["export", "--student", student]);
  expect([again.code, oneLine(again.err)]).toEqual([
    2,
    expect.stringContaining("Add --update to bring it up to date."),
  ]);
  writeFileSync(mine, SOLVED);

  const { code, out } = await checkout.katas(["export", "--student", student, "--update"]);
  expect(code).toBe(0);
  expect([get("README.md"), get(FILE), get(untouched)]).toEqual(["# More katas\n", SOLVED, newer]);
  expect(oneLine(out)).toContain(`Left as they are, since somebody wrote in them: ${FILE}.`);
  expect(oneLine(out)).toContain(`Of these the course has a new stub: ${FILE}. Say what changed.`);
  expect((await checkout.katas(["export", "--student", student, "--update"])).out).toContain("It was up to date.");
});

test("what cannot be used is a sentence and a remedy", async () => {
  mkdirSync(student);
  checkout.write("exercises/mine.txt", "mine");
  const refused = async (args: string[], code: number, sentence: string, env = {}) => {
    const answer = await checkout.katas(["export", ...args], env);
    expect([answer.code, answer.out]).toEqual([code, ""]);
    expect(oneLine(answer.err)).toContain(sentence);
    expect(answer.err).not.toMatch(/^ +at /m);
  };
  await refused([], 2, "error: required option '--student <folder>' not specified");
  await refused(["--student", checkout.folder], 2, "lies inside this checkout");
  await refused(["--student", path.join(checkout.folder, "exercises")], 2, "Name a folder outside of it");
  await refused(["--student", os.tmpdir()], 2, "is not empty. Name an empty folder");
  await refused(["--student", student, "--update"], 2, "is no earlier export");
  await refused(["--student", path.join(parent, "no", "where")], 2, "There is no folder");
  if (process.platform === "linux")
    await refused(["--student", "/proc/student"], 2, "/proc/student cannot be written (ENOENT).");
  await refused(["--student", student], 3, "git is not installed. Install git", { PATH: "/nonexistent" });
  rmSync(path.join(checkout.folder, ".git"), { recursive: true });
  const ceiling = { GIT_CEILING_DIRECTORIES: path.dirname(checkout.folder) };
  await refused(
    ["--student", student],
    3,
    "this course is no git repository (a ZIP is none). Run it in a clone",
    ceiling,
  );
  expect(readdirSync(student)).toEqual([]);
});

test("Ctrl-C leaves nothing, and exit code 130", async () => {
  const bin = path.join(parent, "bin");
  const mark = path.join(parent, "asked");
  mkdirSync(bin);
  // A git that never answers what has changed: by then every file has been read.
  const real = `exec env PATH="${process.env.PATH}" git "$@"`;
  const script = `#!/bin/sh\ncase "$1" in status) touch "${mark}"; exec sleep 60;; esac\n${real}\n`;
  writeFileSync(path.join(bin, "git"), script, { mode: 0o755 });
  const child = spawn(process.execPath, ["harness/cli/katas.js", "export", "--student", student], {
    cwd: checkout.folder,
    env: { ...process.env, PATH: `${bin}:${process.env.PATH}` },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let err = "";
  child.stderr.on("data", (chunk) => (err += chunk));
  const closed = once(child, "close");
  try {
    await until("the export to ask git", () => existsSync(mark), Boolean, 20_000);
  } finally {
    child.kill("SIGINT");
  }
  expect(await closed).toEqual([130, null]);
  expect(err).toContain(` Interrupted: ${student} was not made.`);
  expect(readdirSync(parent).sort()).toEqual(["asked", "bin"]);
});
