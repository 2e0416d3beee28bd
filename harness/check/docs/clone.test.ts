import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readCourse } from "../../course/index.ts";
import { isRunning } from "../../processes.ts";
import { Clone } from "./clone.ts";

// The documentation's lines are a POSIX shell's.
describe.runIf(process.platform !== "win32")("a line in a copy of the checkout", () => {
  let clone: Clone;
  beforeAll(() => {
    clone = new Clone();
  });
  afterAll(async () => {
    await clone.remove();
    expect(existsSync(clone.folder)).toBe(false);
  });

  test("is run in its folder by the shell, with its exit code and all it says", async () => {
    const { code, output, trouble } = await clone.run("A=1; pwd; echo $A $B >&2; exit 3", { env: { B: "2" } });
    expect([code, trouble]).toEqual([3, undefined]);
    expect(output.split("\n").toSorted()).toEqual(["", clone.folder, "1 2"]);
  });

  test("gets Ctrl-C when it has said enough, not before", async () => {
    const goesOn = 'console.log("ready"); setInterval(() => {}, 9e5)';
    const stops = `process.on("SIGINT", () => process.exit(7)); ${goesOn}`;
    expect(await clone.run(`node -e '${stops}'`, { ctrlCAfter: /ready/ })).toEqual({ code: 7, output: "ready\n" });
    expect(await clone.run(`node -e '${goesOn}'`, { ctrlCAfter: /ready/ })).toMatchObject({ code: 130 });
  });

  test("that leaves a process behind says so, and does not keep it", async () => {
    const { code, output, trouble } = await clone.run("sleep 600 >/dev/null 2>&1 & echo $!");
    expect([code, trouble]).toEqual([0, "it left a process behind"]);
    await expect.poll(() => isRunning(Number(output))).toBe(false);
  });

  test("may find the references in the place of the stubs", () => {
    const files = readCourse(clone.folder).flatMap(({ exercises }) => exercises.map(({ file }) => file));
    expect(files.length).toBeGreaterThan(0);
    clone.solve();
    for (const file of files) {
      expect(file.startsWith(path.join(clone.folder, "exercises"))).toBe(true);
      expect(readFileSync(file, "utf8")).not.toContain("NotImplemented");
    }
  });
});
