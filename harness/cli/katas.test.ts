/** The door: what it says where there is too little to open it with. */
import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { transform } from "esbuild";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ROOT } from "../paths.ts";

const DOOR = path.join(import.meta.dirname, "katas.js");

const run = async (...args: string[]) =>
  await new Promise((resolve) => {
    const child = execFile(process.execPath, args, (_error, out, err) => resolve({ code: child.exitCode, out, err }));
  });

test.each(["12.22.12", "18.20.4", "20.18.3", "21.7.3", "22.11.0"])("Node %s is too old", async (version) => {
  const older = `Object.defineProperty(process, "versions", { value: { ...process.versions, node: "${version}" } })`;
  expect(await run("--import", `data:text/javascript,${encodeURIComponent(older)}`, DOOR, "test")).toEqual({
    code: 3,
    out: "",
    err:
      `Node ${version} is too old for this course, which needs 20.19, or 22.12 and newer.\n` +
      "Install a current Node (https://nodejs.org, or your version manager), then run this again.\n",
  });
});

test("an old Node can read it: it holds nothing that has to be rewritten for one", async () => {
  const text = readFileSync(DOOR, "utf8");
  const [old, today] = await Promise.all(["node12.20", "esnext"].map(async (target) => transform(text, { target })));
  expect(old?.code).toBe(today?.code);
});

test("installing runs no package's script", () => {
  expect(readFileSync(path.join(ROOT, ".npmrc"), "utf8").split("\n")).toContain("ignore-scripts=true");
});

describe("in a checkout", () => {
  let folder: string;
  let door: string;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), "katas-door-"));
    door = path.join(folder, "harness/cli/katas.js");
    for (const file of ["package.json", "harness/cli/katas.js", "harness/compile.js", "fixtures/random.ts"]) {
      cpSync(path.join(ROOT, file), path.join(folder, file));
    }
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test("without the packages it says how to have them", async () => {
    expect(await run(door, "list")).toEqual({
      code: 3,
      out: "",
      err: "The course's packages are not installed, or not completely. Run: npm install\n",
    });
  });

  test("that cannot be written it says so", async () => {
    mkdirSync(path.join(folder, "node_modules"));
    symlinkSync(path.join(ROOT, "node_modules/esbuild"), path.join(folder, "node_modules/esbuild"), "junction");
    writeFileSync(path.join(folder, "node_modules/.cache"), "a regular file");
    expect(await run(door, "list")).toEqual({
      code: 3,
      out: "",
      err:
        "The course cannot write to node_modules/.cache in its folder (ENOTDIR).\n" +
        "Make room on its disk, or make the folder your own, then run this again.\n",
    });
  });
});
