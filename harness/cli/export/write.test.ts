import {
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
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { Problem } from "../../problem.ts";
import type { Content } from "./contents.ts";
import { RECORD } from "./record.ts";
import { type Written, writeAnew, writeUpdate } from "./write.ts";

const SOURCE = { version: "1.0.0", commit: "abc" };
const STUB = "exercises/m/a/a.ts";
const TEST = "exercises/m/a/a.test.ts";

let parent: string;
let folder: string;
beforeEach(() => {
  parent = mkdtempSync(path.join(os.tmpdir(), "katas-export-"));
  folder = path.join(parent, "student");
});
afterEach(() => rmSync(parent, { recursive: true }));

const content = (file: string, text: string): Content => ({
  file,
  bytes: Buffer.from(text),
  executable: false,
  stub: file === STUB,
});
const course = (texts: Record<string, string>) => Object.entries(texts).map(([file, text]) => content(file, text));
const FIRST = { "README.md": "read\n", [STUB]: "stub\n", [TEST]: "test\n" };
const signal = new AbortController().signal;
const anew = (texts: Record<string, string> = FIRST) => writeAnew(folder, SOURCE, course(texts), { signal });
const update = (texts: Record<string, string>) => writeUpdate(folder, SOURCE, course(texts), { signal });
const at = (file: string) => path.join(folder, file);
const text = (file: string) => readFileSync(at(file), "utf8");
const write = (file: string, words: string) => {
  mkdirSync(path.dirname(at(file)), { recursive: true });
  writeFileSync(at(file), words);
};
const refused = async (work: Promise<unknown>) => {
  const error = await work.catch((problem: unknown) => problem);
  expect(error).toBeInstanceOf(Problem);
  expect(error).toHaveProperty("exitCode", 2);
  return `${(error as Problem).message} ${(error as Problem).remedy}`;
};

describe("a new export", () => {
  test("goes into a folder that is not there, or empty, and leaves nothing beside it", async () => {
    await anew();
    rmSync(folder, { recursive: true });
    mkdirSync(folder);
    expect(await anew()).toMatchObject({ written: ["README.md", STUB, TEST] });
    expect([text("README.md"), text(STUB), text(TEST)]).toEqual(["read\n", "stub\n", "test\n"]);
    expect(readdirSync(parent)).toEqual(["student"]);
  });

  test("is refused where something is", async () => {
    write("mine.txt", "mine");
    expect(await refused(anew())).toContain("is not empty. Name an empty folder");
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "a file");
    expect(await refused(anew())).toContain("is a file.");
    rmSync(folder);
    await anew();
    expect(await refused(anew())).toContain("holds an earlier export. Add --update");
  });

  test("needs a folder to stand in, outside of the checkout, that can be written", async () => {
    const write = (dir: string) => refused(writeAnew(dir, SOURCE, course(FIRST), { signal }));
    expect(await write(path.join(parent, "not", "there"))).toContain(`There is no folder ${path.join(parent, "not")}.`);
    expect(await write("student")).toContain("lies inside this checkout");
    expect(await write(".")).toContain("lies inside this checkout");
    writeFileSync(path.join(parent, "file"), "");
    expect(await write(path.join(parent, "file", "student"))).toContain("cannot be written (ENOTDIR).");
    if (process.platform === "linux") expect(await write("/proc/student")).toContain("cannot be written (ENOENT).");
  });

  test("is not there at all when it is interrupted in the middle", async () => {
    const interrupt = new AbortController();
    let beside: string[] = [];
    const onFile = (done: number) => {
      if (done !== 2) return;
      beside = readdirSync(parent);
      interrupt.abort();
    };
    const texts = { ...FIRST, "z.md": "z" };
    const writing = writeAnew(folder, SOURCE, course(texts), { signal: interrupt.signal, onFile });
    await expect(writing).rejects.toHaveProperty("name", "AbortError");
    expect(beside).toEqual([`.student.draft-${process.pid}`]);
    expect(readdirSync(parent)).toEqual([]);
  });
});

describe("an update", () => {
  const NEXT = { "README.md": "read more\n", [STUB]: "new stub\n", [TEST]: "new test\n", "new.md": "new\n" };
  const nothing: Omit<Written, "folder"> = { written: [], removed: [], theirs: [], newStubs: [], replaced: [] };

  test("of what nobody changed makes it what an export of today is", async () => {
    await anew({ ...FIRST, "old.md": "old\n" });
    expect(await update(NEXT)).toMatchObject({ ...nothing, written: Object.keys(NEXT), removed: ["old.md"] });
    const updated = text(RECORD);
    expect(existsSync(at("old.md"))).toBe(false);
    rmSync(folder, { recursive: true });
    await anew(NEXT);
    expect(text(RECORD)).toBe(updated);
    expect(await update(NEXT)).toMatchObject(nothing);
  });

  test("leaves a student's file, says that its stub is another by now, and touches nothing that is not the course's", async () => {
    await anew();
    write(STUB, "my work\n");
    write("exercises/m/a/notes.md", "mine\n");
    expect(await update(NEXT)).toMatchObject({ theirs: [STUB], newStubs: [STUB] });
    expect([text(STUB), text("exercises/m/a/notes.md")]).toEqual(["my work\n", "mine\n"]);
    expect(await update(NEXT)).toMatchObject({ ...nothing, theirs: [STUB] });
  });

  test("replaces a changed file of the course and keeps a copy; turned line ends are no change", async () => {
    await anew();
    write(TEST, "expect(true)\n");
    write(STUB, "stub\r\n");
    expect(await update(NEXT)).toMatchObject({ theirs: [], replaced: [TEST] });
    expect([text(TEST), text(`.katas/kept/update/${TEST}`), text(STUB)]).toEqual([
      "new test\n",
      "expect(true)\n",
      "new stub\n",
    ]);
  });

  test("keeps a file that left the course if somebody wrote in it, and brings back what was deleted", async () => {
    await anew({ ...FIRST, "old.md": "old\n" });
    write("old.md", "my notes\n");
    rmSync(at(STUB));
    expect(await update(FIRST)).toMatchObject({ ...nothing, written: [STUB], theirs: ["old.md"] });
    expect(text("old.md")).toBe("my notes\n");
  });

  test("that was interrupted is finished by running it again", async () => {
    await anew();
    const interrupt = new AbortController();
    const onFile = (done: number) => void (done === 2 && interrupt.abort());
    const half = writeUpdate(folder, SOURCE, course(NEXT), { signal: interrupt.signal, onFile });
    await expect(half).rejects.toHaveProperty("name", "AbortError");
    expect([text(STUB), text(TEST)]).toEqual(["new stub\n", "test\n"]);
    expect(await update(NEXT)).toMatchObject({ ...nothing, written: [TEST, "new.md"] });
  });

  test("is refused for what is no export, or one whose record is damaged", async () => {
    expect(await refused(update(NEXT))).toContain("is no earlier export");
    write("mine.txt", "mine");
    expect(await refused(update(NEXT))).toContain("is no earlier export");
    const print = "0".repeat(64);
    const record = (file: string) => JSON.stringify({ schema: "streaming-katas/student/v1", files: { [file]: print } });
    for (const damaged of ["{", "{}", "null", record("../x"), record("/x"), record(".git/config"), record("a//b")]) {
      write(RECORD, damaged);
      expect(await refused(update(NEXT))).toContain("is damaged");
    }
  });

  test("does not follow a link out of the repository, and changes nothing then", async () => {
    await anew();
    const elsewhere = path.join(parent, "elsewhere");
    mkdirSync(elsewhere);
    rmSync(at("exercises"), { recursive: true });
    symlinkSync(elsewhere, at("exercises"), "junction");
    expect(await refused(update(NEXT))).toContain("is a link, and an update writes to files only.");
    expect([readdirSync(elsewhere), text("README.md")]).toEqual([[], "read\n"]);
  });

  test("a folder where the course has a file, and the other way round, are named", async () => {
    await anew();
    mkdirSync(at("new.md"));
    expect(await refused(update(NEXT))).toContain("is in the way: the course has a file there.");
    rmSync(at("new.md"), { recursive: true });
    expect(await refused(update({ ...NEXT, "README.md/x": "" }))).toContain(
      "is in the way: the course has a folder there.",
    );
  });
});
