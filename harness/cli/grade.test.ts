/** Grading from the command line: what teachers point it at, end to end. */
import { type ChildProcess, execFileSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Grade } from "../grading/index.ts";
import { faultsBy } from "../grading/schema.ts";
import { until } from "../until.ts";
import { Learner, type Said } from "./testing/learner.ts";

const STUB = `import { NotImplemented } from "#kata";
export async function NAME(n: number): Promise<number> {
  // TODO: write it
  throw new NotImplemented("NAME");
}
`;
const ADD = "export async function addOne(n: number): Promise<number> {\n  return n + 1;\n}\n";
const DOUBLE = "export async function double(n: number): Promise<number> {\n  return n * 2;\n}\n";
const MODULE = "exercises/module-00-setup";
const ADDING = `${MODULE}/01-adding/adding.ts`;
const DOUBLING = `${MODULE}/02-doubling/doubling.ts`;

/** Longer than what is kept of a name in that of a report. */
const LONG = "x".repeat(60);

let teacher: Learner;
let folder: string;
beforeAll(() => {
  teacher = new Learner();
  teacher.course.module("module-00-setup", "Setup");
  teacher.course.exercise(
    "module-00-setup/01-adding",
    { title: "Adding" },
    files("adding", "addOne", "ADD", ["1, 2", "5, 6"]),
  );
  teacher.course.exercise(
    "module-00-setup/02-doubling",
    { title: "Doubling" },
    files("doubling", "double", "DBL", ["3, 6"]),
  );
  folder = mkdtempSync(path.join(os.tmpdir(), "katas-grade-"));
  // As the system's own is: another user gets through it.
  chmodSync(folder, 0o755);
});
afterAll(() => {
  teacher.leave();
  rmSync(folder, { recursive: true, force: true });
});

function files(slug: string, name: string, code: string, cases: string[]): Record<string, string> {
  const checks = cases.map((one, i) => {
    const [given = "", wanted = ""] = one.split(", ");
    return `test("case ${i + 1}", { code: "${code}-0${i + 1}", deadlineMs: 4_000 }, async () => {
  expect(await ${name}(${given}), "${name} of ${given} is ${wanted}").toBe(${wanted});
});`;
  });
  const imports = `import { expect, test } from "#harness";\nimport { ${name} } from "./${slug}.ts";\n`;
  return { [`${slug}.ts`]: STUB.replaceAll("NAME", name), [`${slug}.test.ts`]: `${imports}\n${checks.join("\n")}\n` };
}

/** A submission: files by their paths. */
function submission(name: string, held: Record<string, string | Buffer>): string {
  const place = path.join(folder, name);
  for (const [file, text] of Object.entries(held)) {
    mkdirSync(path.dirname(path.join(place, file)), { recursive: true });
    writeFileSync(path.join(place, file), text);
  }
  return place;
}

async function grade(...args: string[]): Promise<Said> {
  const { code, text } = await teacher.ended(start(...args));
  return { code, text: text.replaceAll(/\s+/g, " ") };
}

/** With a temporary folder of its own, by which its processes are known. */
function start(...args: string[]): ChildProcess {
  return teacher.command(["grade", ...args], { TMPDIR: folder });
}

function read(file: string): Grade {
  return JSON.parse(readFileSync(file, "utf8"));
}

describe("one submission", () => {
  test("right answers have all points, and the same seed gives the same grade", async () => {
    const right = submission("right", { [ADDING]: ADD, [DOUBLING]: DOUBLE });
    const once = path.join(folder, "once.json");
    const twice = path.join(folder, "twice.json");
    const first = await grade("--submission", right, "--seed", "7", "--json", once);
    const second = await grade("module-00", "--submission", right, "--seed", "7", "--json", twice);
    expect([first.code, second.code]).toEqual([0, 0]);
    expect(first.text).toContain("right seed 7 + 2/2 00/01 adding + 1/1 00/02 doubling 3 of 3 points");
    const marks = ({ exercises, seed }: Grade) => [
      seed,
      exercises.map(({ points, checks }) => [points, checks.map((c) => c.verdict)]),
    ];
    expect(marks(read(once))).toEqual([
      7,
      [
        [2, ["pass", "pass"]],
        [1, ["pass"]],
      ],
    ]);
    expect(marks(read(twice))).toEqual(marks(read(once)));
  });

  test("untouched stubs have none, and that is no error", async () => {
    const { code, text } = await grade();
    expect(code).toBe(1);
    expect(text).toContain("addOne is not implemented yet.");
    expect(text).toContain("0 of 3 points 0 passed, 3 failed");
  });

  test("a part of the answers has a part of the points; exit 0 only where that is asked for", async () => {
    const some = submission("some", { "adding.ts": ADD.replace("n + 1", "2") });
    const asked = await grade("00/01", "--submission", some, "--exit-zero-on-fail");
    expect(asked.code).toBe(0);
    expect(asked.text).toContain("x 1/2 00/01 adding x ADD-02 case 2 AddOne of 5 is 6.");
  });

  test("one process serves all checks of an exercise: a later one sees what an earlier one has left", async () => {
    const counting = ADD.replace("n + 1", "n + ++calls");
    const document = path.join(folder, "counting.json");
    const work = submission("counting", { "adding.ts": `let calls = 0;\n${counting}` });
    await grade("00/01", "--submission", work, "--json", document);
    expect(read(document).exercises[0]?.checks).toMatchObject([
      { verdict: "pass" },
      { verdict: "fail", evidence: expect.arrayContaining([expect.stringContaining("7")]) },
    ]);
  });

  test.skipIf(process.platform === "win32")("a folder's name of two lines is one in the document", async () => {
    const document = path.join(folder, "two-lines.json");
    await grade("00/01", "--submission", submission("two\nlines", { "adding.ts": ADD }), "--json", document);
    expect(read(document).submission).toBe("two\ufffdlines");
    expect(faultsBy("grade.schema.json")(read(document))).toEqual([]);
  });

  test("what has no time left is not run, and fails", async () => {
    const right = submission("right", { [ADDING]: ADD, [DOUBLING]: DOUBLE });
    const { code, text } = await grade("00/01", "--submission", right, "--limit", "0.000001");
    expect(code).toBe(1);
    expect(text).toContain("1/2 00/01 adding x ADD-02 case 2 The time for a whole submission, 0.000001 min, was used");
  });

  test.each([
    ["no-such-folder", "There is no submission at", "a repository that holds exercises/"],
    ["empty", "holds none of the exercises that are to be graded.", "the folder of one exercise"],
    ["work.zip", "is a file, not a folder.", "Unpack it first."],
    ["link", "is a link, not a folder.", "A submission is a folder"],
  ])("%s is refused", async (name, sentence, remedy) => {
    mkdirSync(path.join(folder, "empty"), { recursive: true });
    writeFileSync(path.join(folder, "work.zip"), "PK");
    if (!existsSync(path.join(folder, "link"))) symlinkSync(path.join(folder, "empty"), path.join(folder, "link"));
    const { code, text } = await grade("--submission", path.join(folder, name));
    expect(code).toBe(2);
    expect(text).toContain(sentence);
    expect(text).toContain(remedy);
    expect(text).not.toMatch(/ at \S+:\d+:\d+/);
  });

  test.each([
    [["--format", "junti"], 'There is no format "junti". Did you mean junit?'],
    [["module-77"], 'There is no module or exercise "module-77".'],
    [["--sed", "7"], "error: unknown option '--sed'"],
    [["--seed", "seven"], "It takes a whole number."],
    [["--limit", "0"], "It takes a number of minutes."],
    [["--roster", "no-such-folder"], "There is no folder no-such-folder."],
    [["--reports", "x"], "--reports goes with --roster, not with --submission."],
  ])("%j is refused", async (args, sentence) => {
    const { code, text } = await grade(...args);
    expect(code).toBe(2);
    expect(text).toContain(sentence);
  });

  test.runIf(existsSync("/dev/full"))("a disk that is full is told, and the grade is seen all the same", async () => {
    const right = submission("right", { [ADDING]: ADD, [DOUBLING]: DOUBLE });
    const page = path.join(folder, "page.md");
    const asked = ["00/01", "--submission", right, "--seed", "7", "--json", "/dev/full"];
    const { code, text } = await grade(...asked, "--format", "summary", "--output", page);
    expect(code).toBe(3);
    expect(text).toContain("The disk of /dev/full is full.");
    expect(text).toContain("right seed 7");
    expect(text).toContain("2 of 2 points");
    expect(readFileSync(page, "utf8")).toContain("## 2 of 2 points");
  });
});

test.runIf(process.platform === "linux")(
  "a grader that is killed takes a looping submission along",
  async () => {
    const running = start(
      "--submission",
      submission("endless", { [ADDING]: ADD.replace("return n + 1;", "for (;;);") }),
    );
    const said = teacher.ended(running);
    const mark = `--allow-fs-read=${path.join(folder, "katas-staging-")}`;
    const theirs = () => processesOf(mark).filter((line) => line.startsWith("R"));
    await until("the submission to compute", theirs, (lines) => lines.length > 0, 20_000);
    running.kill("SIGKILL");
    await said;
    await until(
      "its process to end",
      () => processesOf(mark),
      (lines) => lines.length === 0,
      3_000,
    );
  },
  30_000,
);

describe("a class", () => {
  const place = (...parts: string[]) => path.join(folder, "class", ...parts);
  const reports = () => path.join(folder, "reports");
  let said: Said;
  const of = (student: string) => {
    const file = readdirSync(reports()).find((name) => name.split(".")[0] === student);
    return read(path.join(reports(), file ?? "no report"));
  };
  const notes = (student: string) => of(student).exercises.map(({ note }) => note);
  const points = (student: string) => of(student).exercises.map((exercise) => exercise.points);

  beforeAll(async () => {
    const student = (name: string, held: Record<string, string | Buffer>) => submission(path.join("class", name), held);
    student("ann", { [ADDING]: ADD, [DOUBLING]: DOUBLE });
    student("Ann", { [ADDING]: ADD.replace("+ 1", "+ 2"), [DOUBLING]: DOUBLE });
    student("partial", { [DOUBLING]: DOUBLE });
    student("syntax", { [ADDING]: ADD.replace("return", "retrun oops"), [DOUBLING]: DOUBLE });
    student("renamed", { [ADDING]: ADD.replace("addOne", "plusOne"), [DOUBLING]: DOUBLE });
    student("windows", { [ADDING]: `\uFEFF${ADD.replaceAll("\n", "\r\n")}`, [DOUBLING]: DOUBLE });
    student("latin", { [ADDING]: Buffer.from(`// caf\xe9\n${ADD}`, "latin1"), [DOUBLING]: DOUBLE });
    student("huge", { [ADDING]: `${ADD}// ${"x".repeat(300 * 1024)}`, [DOUBLING]: DOUBLE });
    student("imports", { [ADDING]: `import "../../../solutions/x.ts";\n${ADD}`, [DOUBLING]: DOUBLE });
    student("own-things", {
      [ADDING]: ADD,
      [DOUBLING]: DOUBLE,
      [`${MODULE}/01-adding/adding.test.ts`]: "throw new Error('not the teacher’s test');",
      [`${MODULE}/01-adding/node_modules/#kata/index.js`]: "throw new Error('not #kata');",
      "node_modules/vitest/index.js": "throw new Error('not Vitest');",
      "tsconfig.json": '{ "compilerOptions": { "paths": { "#kata": ["./nothing"] } } }',
      "package.json": '{ "imports": { "#kata": "./nothing.js" } }',
      "vitest.config.ts": "throw new Error('not our configuration');",
    });
    student("linked", { [DOUBLING]: DOUBLE, "elsewhere.ts": ADD });
    mkdirSync(path.dirname(place("linked", ADDING)), { recursive: true });
    symlinkSync(place("linked", "elsewhere.ts"), place("linked", ADDING));
    student("linked-folder", { "other/adding.ts": ADD, [DOUBLING]: DOUBLE });
    symlinkSync(place("linked-folder", "other"), path.dirname(place("linked-folder", ADDING)));
    student("loops", { [ADDING]: ADD.replace("return n + 1;", "for (;;);"), [DOUBLING]: DOUBLE });
    student("nothing", { "README.md": "I was ill." });
    writeFileSync(place("late.zip"), "PK");
    cpSync(place("ann"), place("roster"), { recursive: true });
    // One letter, and a letter with an accent over it; and names that begin alike for longer than a file's may be.
    for (const name of ["Zo\u00eb", "Zoe\u0308", `${LONG}1`, `${LONG}2`]) {
      cpSync(place("partial"), place(name), { recursive: true });
    }
    mkdirSync(path.dirname(place("commands", ADDING)), { recursive: true });
    writeFileSync(place("commands", ADDING), 'export { add } from "x\\n::stop-commands::paused\\n##[add-mask]3";\n');
    writeFileSync(place(".DS_Store"), "");
    said = await grade("--roster", place(), "--reports", reports(), "--seed", "7");
  }, 90_000);

  test("every submission has a grade, whatever the others are", () => {
    expect(said.code).toBe(1);
    expect(points("ann")).toEqual([2, 1]);
    expect(said.text).toContain("ann 3 of 3 pass");
    expect(said.text).toContain("It is an archive: unpack it into a folder, and grade again.");
    const [head, ...rows] = readFileSync(path.join(reports(), "grades.csv"), "utf8").trimEnd().split("\n");
    expect(head).toBe("student,points,max,verdict,00/01-adding,00/02-doubling,note");
    expect(rows).toHaveLength(21);
    expect(rows).toContain("ann,3,3,pass,2,1,");
  });

  test("nobody's words are commands to a log that shows the table", () => {
    expect(said.text).not.toMatch(/^\s*(::|##\[)/m);
    expect(said.text).toContain("stop-commands");
  });

  test("a student whose folder is named as the list of the reports has a grade", () => {
    expect(said.text).toContain("roster 3 of 3 pass");
    expect(read(path.join(reports(), "roster.json"))).toMatchObject({ seed: 7 });
  });

  test("every report is a document of the schema", () => {
    const faults = faultsBy("grade.schema.json");
    for (const name of readdirSync(reports()).filter((one) => one.endsWith(".json") && one !== "roster.json")) {
      expect(faults(read(path.join(reports(), name))), name).toEqual([]);
    }
  });

  test.each([
    ["partial", `${ADDING} is not in the submission.`],
    ["nothing", `${ADDING} is not in the submission.`],
    ["syntax", "adding.ts, line 2 does not parse: "],
    ["renamed", undefined],
    ["latin", "adding.ts is not UTF-8 text."],
    ["huge", "adding.ts is larger than 256 KB."],
    ["imports", '"../../../solutions/x.ts" cannot be imported here'],
    ["linked", "adding.ts is a link, and links are not followed."],
    ["linked-folder", "01-adding is a link, and links are not followed"],
    ["loops", undefined],
  ])("%s has no point for 00/01, and keeps those of 00/02", (student, note) => {
    expect(points(student)).toEqual([0, student === "nothing" ? 0 : 1]);
    expect(of(student).verdict).toBe("fail");
    if (note === undefined) expect(notes(student)[0]).toBeUndefined();
    else expect(notes(student)[0]).toContain(note);
  });

  test("a wrong export and a loop are told check by check", () => {
    expect(of("renamed").exercises[0]?.checks[0]?.message).toContain("The file does not export addOne");
    expect(of("loops").exercises[0]?.checks.map(({ message }) => message)).toEqual([
      "addOne did not finish within 4 s.",
      "Not judged: a check before it did not end in time.",
    ]);
  });

  test("line ends, a byte-order mark, tests, packages and settings of their own change nothing", () => {
    for (const student of ["windows", "own-things"]) expect(points(student)).toEqual([2, 1]);
  });

  test("two names that differ in their case only are two students", () => {
    const both = readdirSync(reports())
      .filter((name) => /^ann\b.*json$/i.test(name))
      .map((name) => read(path.join(reports(), name)));
    expect(both.map(({ submission, points }) => [submission, points]).sort()).toEqual([
      ["Ann", 1],
      ["ann", 3],
    ]);
  });

  test("nor do accents and long names make one student of two", () => {
    const all = readdirSync(reports()).filter((name) => name.endsWith(".json") && name !== "roster.json");
    const names = all.map((name) => read(path.join(reports(), name)).submission);
    expect(names).toEqual(expect.arrayContaining(["Zo\u00eb", "Zoe\u0308", `${LONG}1`, `${LONG}2`]));
    expect(new Set(names).size).toBe(20);
  });

  test("a student gets a page", () => {
    expect(readFileSync(path.join(reports(), "ann.md"), "utf8")).toMatch(/^## 3 of 3 points\n/);
    expect(readFileSync(path.join(reports(), "syntax.md"), "utf8")).toContain("adding.ts, line 2 does not parse: ");
  });

  test("what is graded is not graded again, unless it has changed", async () => {
    writeFileSync(place("partial", "README.md"), "still partial");
    mkdirSync(path.dirname(place("partial", ADDING)), { recursive: true });
    writeFileSync(place("partial", ADDING), ADD);
    const before = of("ann").startedAt;
    const again = await grade("--roster", place(), "--reports", reports());
    expect(again.text).toContain("seed 7");
    expect(points("partial")).toEqual([2, 1]);
    expect(of("ann").startedAt).toBe(before);
  });

  test.runIf(process.platform === "linux")("a name that is not UTF-8 is told, and never stops the others", async () => {
    const latin = path.join(folder, "latin-names");
    const kept = path.join(folder, "of-latin-names");
    for (const student of ["ann", "ben"]) cpSync(place("ann"), path.join(latin, student), { recursive: true });
    const helper = path.join(latin, "ben", path.dirname(ADDING), "h\xe9.ts");
    writeFileSync(Buffer.from(helper, "latin1"), "");
    mkdirSync(Buffer.from(path.join(latin, "zo\xeb"), "latin1"));
    const { text } = await grade("--roster", latin, "--reports", kept);
    expect(text).toContain("ann 3 of 3 pass");
    expect(text).toContain("ben 1 of 3 fail h\uFFFD.ts cannot be found under this name, which may not be UTF-8.");
    expect(text).toContain("zo\uFFFD Its name is not UTF-8: rename it, and grade again.");
  });

  test("reports are not written among somebody's files", async () => {
    const { code, text } = await grade("--roster", place(), "--reports", place("ann"));
    expect(code).toBe(2);
    expect(text).toContain("is not empty, and holds no reports of ours. Give --reports another folder.");
  });

  test("grades of some exercises do not take the place of those of others", async () => {
    const { code, text } = await grade("00/02", "--roster", place(), "--reports", reports(), "--seed", "8");
    expect(code).toBe(2);
    expect(text).toContain("holds the grades of all. Give --reports another folder, or --fresh");
    expect(points("ann")).toEqual([2, 1]);
  });

  test("an archive is no pass, and neither are archives alone", async () => {
    const handedIn = path.join(folder, "archives");
    mkdirSync(handedIn);
    writeFileSync(path.join(handedIn, "late.zip"), "PK");
    const kept = path.join(folder, "of-archives");
    expect((await grade("--roster", handedIn, "--reports", kept)).code).toBe(2);
    cpSync(place("ann"), path.join(handedIn, "ann"), { recursive: true });
    expect((await grade("--roster", handedIn, "--reports", kept)).code).toBe(2);
  });

  test("a test that breaks is an error of ours: no point, no pass, and graded again the next time", async () => {
    const file = path.join(teacher.course.root, MODULE, "02-doubling/doubling.test.ts");
    const test = readFileSync(file, "utf8");
    const flag = path.join(folder, "broken");
    const breaks = `import { existsSync } from "node:fs";\nif (existsSync(${JSON.stringify(flag)})) throw new Error("ours");\n`;
    const kept = path.join(folder, "of-broken");
    const few = path.join(folder, "some-of-them");
    cpSync(place("ann"), path.join(few, "ann"), { recursive: true });
    try {
      writeFileSync(file, breaks + test);
      writeFileSync(flag, "");
      const { code, text } = await grade("--roster", few, "--reports", kept, "--exit-zero-on-fail");
      expect(code).toBe(3);
      expect(text).toContain("An error is a fault of the course or its servers, not of this work: grade it again.");
      const ann = read(path.join(kept, "ann.json"));
      expect(ann.verdict).toBe("error");
      expect(ann.exercises.map(({ verdict, points }) => [verdict, points])).toEqual([
        ["pass", 2],
        ["error", 0],
      ]);
      rmSync(flag);
      expect((await grade("--roster", few, "--reports", kept)).code).toBe(0);
      expect(read(path.join(kept, "ann.json")).points).toBe(3);
    } finally {
      writeFileSync(file, test);
    }
  });

  test("Ctrl-C ends it in order; what is done stays done, and the next run goes on", async () => {
    const many = path.join(folder, "many");
    const kept = path.join(folder, "kept");
    for (let i = 10; i < 38; i++) cpSync(place("ann"), path.join(many, `s${i}`), { recursive: true });
    // Twenty-five are graded at once, and the next begin with somebody who keeps the judge waiting.
    cpSync(place("loops"), path.join(many, "s34b"), { recursive: true });
    const running = start("--roster", many, "--reports", kept);
    const said = teacher.ended(running);
    const done = () => (existsSync(kept) ? readdirSync(kept).filter((name) => /^s\d+\.json$/.test(name)).length : 0);
    await until("the first grades", done, (count) => count >= 25, 60_000);
    running.kill("SIGINT");
    expect((await said).code).toBe(130);
    const first = done();
    expect(first).toBeLessThan(28);
    const started = read(path.join(kept, "s10.json")).startedAt;
    const again = await grade("--roster", many, "--reports", kept);
    expect(again.code).toBe(1);
    expect(done()).toBe(28);
    expect(read(path.join(kept, "s10.json")).startedAt).toBe(started);
    expect(processesOf(path.join(folder, "katas-staging-"))).toEqual([]);
  }, 120_000);
});

/** Command lines of processes that are still there. */
function processesOf(mark: string): string[] {
  const lines = execFileSync("ps", ["-eo", "stat=,args="], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.includes(mark) && !line.startsWith("Z"));
}
