/** The course itself, exported, as a student works in it. */
import { execFile, execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCourse } from "../course/index.ts";
import { linkPackages } from "../linked-packages.ts";
import { ROOT } from "../paths.ts";

interface Said {
  code: number;
  text: string;
}

let parent: string;
let student: string;

function run(cwd: string, command: string, args: string[]): Promise<Said> {
  const ours = Object.entries(process.env).filter(
    ([name]) => !/^(KATAS_|VITEST|NODE_ENV$|FORCE_COLOR$|CI$)/.test(name),
  );
  const env = { ...Object.fromEntries(ours), KATAS_STATE: path.join(parent, "state") };
  return new Promise((resolve) => {
    execFile(command, args, { cwd, env, maxBuffer: 50_000_000 }, (error, out, err) => {
      const code = typeof error?.code === "number" ? error.code : error ? -1 : 0;
      resolve({ code, text: `${out}${err}`.replaceAll(/[ \n]+/g, " ") });
    });
  });
}

const katas = (...args: string[]) => run(student, process.execPath, ["harness/cli/katas.js", ...args]);
const tool = (name: string, ...args: string[]) => run(student, path.join("node_modules", ".bin", name), args);
const files = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath ?? entry.path, entry.name)).replaceAll("\\", "/"))
    .sort();

const git = (...args: string[]) =>
  execFileSync("git", ["-c", "user.name=S", "-c", "user.email=s@example.org", "-c", "commit.gpgsign=false", ...args], {
    cwd: student,
    stdio: "pipe",
  });

/** A ZIP of the course has no history, and exports nothing. */
const cloned = existsSync(path.join(ROOT, ".git"));

describe.skipIf(!cloned)("the course as students get it", () => {
  beforeAll(async () => {
    parent = realpathSync(mkdtempSync(path.join(os.tmpdir(), "katas-student-")));
    student = path.join(parent, "student");
    const again = path.join(parent, "again");
    for (const folder of [student, again]) {
      const { code, text } = await run(ROOT, process.execPath, ["harness/cli/katas.js", "export", "--student", folder]);
      expect([code, text]).toEqual([0, expect.stringContaining("exercises with their stubs")]);
    }
    expect(files(again)).toEqual(files(student));
    for (const file of files(student)) {
      expect(readFileSync(path.join(again, file)).equals(readFileSync(path.join(student, file))), file).toBe(true);
    }
    rmSync(again, { recursive: true });
    linkPackages(student);
    git("init", "-q");
    git("add", "--all");
    git("commit", "-q", "-m", "The course");
  }, 120_000);
  afterAll(() => {
    if (parent) rmSync(parent, { recursive: true });
  });

  test("holds no answer: of solutions/ only hints and explanations", () => {
    const all = files(student).filter((file) => !/^(node_modules|\.git)\//.test(file));
    const names = new Set(all.filter((file) => file.startsWith("solutions/")).map((file) => path.posix.basename(file)));
    expect([...names].sort()).toEqual(["explain.md", "hints.md"]);
    const answers = files(path.join(ROOT, "solutions"))
      .filter((file) => file.endsWith(".ts") && !file.endsWith("/draw.ts"))
      .map((file) => readFileSync(path.join(ROOT, "solutions", file), "utf8").trim());
    const texts = all.map((file) => readFileSync(path.join(student, file), "utf8"));
    expect(answers.length).toBeGreaterThan(100);
    expect(answers.filter((answer) => texts.some((text) => text.includes(answer)))).toEqual([]);
    expect(
      all.filter((file) => /^(tamper|bench|\.ci)\/|\.test\.ts$/.test(file) && !file.startsWith("exercises/")),
    ).toEqual([]);
  });

  test("what draws an exercise lies beside its stub, and takes types of it and nothing else", () => {
    const drawn = files(path.join(ROOT, "solutions")).filter((file) => file.endsWith("/draw.ts"));
    expect(drawn.length).toBeGreaterThanOrEqual(6);
    for (const file of drawn) {
      const text = readFileSync(path.join(student, "exercises", file), "utf8");
      const imports = [...text.matchAll(/^import (type )?.* from "(.+)";$/gm)];
      expect(imports.map(([, type, from]) => (type ? "type" : from)).sort(), file).toEqual(["#draw", "type"]);
    }
  });

  test("links in its texts lead somewhere", () => {
    const dangling = files(student)
      .filter((file) => file.endsWith(".md") && !file.startsWith("node_modules/"))
      .flatMap((file) => {
        const links = readFileSync(path.join(student, file), "utf8").matchAll(/\]\(([^)#\s]+)(?:#[^)]*)?\)/g);
        return [...links]
          .flatMap(([, link = ""]) => (/^[a-z]+:/.test(link) ? [] : [link]))
          .filter((link) => !existsSync(path.resolve(student, path.dirname(file), link)))
          .map((link) => `${file}: ${link}`);
      });
    expect(dangling).toEqual([]);
  });

  test("types, lint and format are clean", async () => {
    expect(await tool("tsc", "--noEmit", "-p", ".")).toEqual({ code: 0, text: "" });
    expect(await tool("biome", "ci", "--colors=off", ".")).toMatchObject({ code: 0 });
  }, 120_000);

  test("an untouched stub is red for the intended reason, one or a module of them", async () => {
    const one = await katas("test", "00/01");
    expect([one.code, one.text]).toEqual([1, expect.stringContaining("a new exercise starts red.")]);
    const many = await katas("test", "module-03");
    expect(many.code).toBe(1);
    expect(many.text.match(/not implemented yet /g)?.length).toBeGreaterThanOrEqual(7);
  }, 120_000);

  test("a right answer passes, reset brings the stub back from the repository's own history", async () => {
    const exercise = readCourse()
      .flatMap(({ exercises }) => exercises)
      .find(({ short }) => short === "03/06");
    if (!exercise) throw new Error("03/06 is gone");
    const file = path.join(student, path.relative(ROOT, exercise.file));
    const stub = readFileSync(file, "utf8");
    copyFileSync(path.join(exercise.solution, `${exercise.slug}.ts`), file);
    const passed = await katas("test", "03/06");
    expect([passed.code, passed.text]).toEqual([
      0,
      expect.stringContaining("Solved. The discussion is with your teacher."),
    ]);
    const picture = await katas("draw", "03/06", "ann@0 ann@50 ann@25", "--gap", "30");
    expect([picture.code, picture.text]).toEqual([0, expect.stringContaining("yours is drawn alone.")]);
    const graded = await katas("grade", "03/06", "--seed", "1");
    expect([graded.code, graded.text]).toEqual([0, expect.stringContaining("6/6")]);
    git("commit", "-q", "-a", "-m", "Solved");
    expect((await katas("reset", "03/06", "--yes")).code).toBe(0);
    expect(readFileSync(file, "utf8")).toBe(stub);
  }, 120_000);

  test("hint, explain and list work; solution, compare and check say what is not here", async () => {
    expect((await katas("hint", "03/06")).text).toMatch(/^ Hint 1 of \d /);
    expect((await katas("explain", "SES-01")).text).toMatch(/^ SES-01 03\/06 session windows /);
    expect((await katas("list")).text).toMatch(/ \d+ of \d+ exercises solved, /);
    for (const command of ["solution", "compare"]) {
      const { code, text } = await katas(command, "03/06");
      expect([code, text]).toEqual([2, expect.stringContaining("There is no reference of 03/06 here")]);
    }
    for (const args of [["check"], ["check", "03/06"]]) {
      const { code, text } = await katas(...args);
      expect([code, text]).toEqual([
        2,
        expect.stringContaining("There is nothing to prove here: this is a student repository"),
      ]);
    }
  }, 120_000);
});
