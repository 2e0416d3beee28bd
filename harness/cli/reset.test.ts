import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Checkout, makeCheckout } from "./testing/checkout.ts";
import { ADDING } from "./testing/course.ts";

const FILE = "exercises/module-00-setup/01-adding/adding.ts";
const MINE = "export const add = (a: number, b: number) => a + b;\n";

let checkout: Checkout;
beforeEach(() => {
  checkout = makeCheckout();
});
afterEach(() => checkout.remove());

const kept = () => readdirSync(path.join(checkout.folder, ".katas/kept/00/01-adding"));

test("puts the stub back, keeps the file and says where, forgets progress and hints of this exercise alone", async () => {
  checkout.write(FILE, MINE);
  const solved = { passed: ["ADD-01"], failed: [], at: 1 };
  checkout.write(".katas/progress.json", JSON.stringify({ "00/01-adding": solved, "00/02-sending": solved }));
  checkout.write(".katas/hints.json", JSON.stringify({ "00/01-adding": 2, "00/02-sending": 1 }));

  const { code, out, err } = await checkout.katas(["reset", "00/01", "--yes"]);
  expect([code, err]).toEqual([0, ""]);
  expect(checkout.read(FILE)).toBe(ADDING);
  const copy = /Your file is kept: (.+)\n/.exec(out)?.[1] ?? "";
  expect(copy).toMatch(/^\.katas\/kept\/00\/01-adding\/\d{4}-\d\d-\d\dT[\d-]+Z-adding\.ts$/);
  expect(checkout.read(copy)).toBe(MINE);
  expect(out).toContain(`${FILE} is as the course gave it. Run: npm test -- 00/01`);
  expect(JSON.parse(checkout.read(".katas/hints.json"))).toEqual({ "00/02-sending": 1 });
  const list = JSON.parse((await checkout.katas(["list", "--json"])).out);
  expect(list.total.solved).toBe(1);

  expect((await checkout.katas(["reset", "00/01"])).out).toContain("nothing to do");
  expect(kept()).toHaveLength(1);
});

test("finds the stub behind the learner's own commits, and takes the newest one", async () => {
  const newer = ADDING.replace("Adds two numbers.", "The sum of two numbers.");
  for (const [text, message] of [
    [newer, "A clearer stub"],
    [MINE, "Solved"],
    [`${MINE}// better\n`, "Better"],
  ] as const) {
    checkout.write(FILE, text);
    checkout.git("commit", "-q", "-a", "-m", message);
  }
  expect((await checkout.katas(["reset", "adding", "--yes"])).code).toBe(0);
  expect(checkout.read(FILE)).toBe(newer);
});

test("brings a deleted file back without a question", async () => {
  rmSync(path.join(checkout.folder, FILE));
  expect((await checkout.katas(["reset", "00/01"])).code).toBe(0);
  expect(checkout.read(FILE)).toBe(ADDING);
});

test("line ends that git turned are no change", async () => {
  checkout.write(FILE, ADDING.replaceAll("\n", "\r\n"));
  expect((await checkout.katas(["reset", "00/01"])).out).toContain("nothing to do");
});

test("off a terminal it needs --yes, and changes nothing without", async () => {
  checkout.write(FILE, MINE);
  const { code, out, err } = await checkout.katas(["reset", "00/01"]);
  expect([code, out]).toEqual([2, ""]);
  expect(err).toBe(
    "reset replaces your file, and there is no terminal to ask first.\n" +
      "Run it with --yes; the file is kept in .katas/kept.\n",
  );
  expect(checkout.read(FILE)).toBe(MINE);
});

test("a course without its history says so, and leaves the file alone", async () => {
  rmSync(path.join(checkout.folder, ".git"), { recursive: true });
  checkout.write(FILE, MINE);
  const { code, err } = await checkout.katas(["reset", "00/01", "--yes"], {
    GIT_CEILING_DIRECTORIES: path.dirname(checkout.folder),
  });
  expect([code, oneLine(err)]).toEqual([
    3,
    "The stub of 00/01 cannot be found: the history of the course is not here (a ZIP has none). " +
      "Take the file from a fresh clone of the course.",
  ]);
  expect(checkout.read(FILE)).toBe(MINE);
});

test("a history that begins after the stub says so", async () => {
  rmSync(path.join(checkout.folder, ".git"), { recursive: true });
  checkout.write(FILE, MINE);
  for (const args of [
    ["init", "-q"],
    ["add", "exercises"],
    ["commit", "-q", "-m", "All"],
  ])
    checkout.git(...args);
  const { code, err } = await checkout.katas(["reset", "00/01", "--yes"]);
  expect([code, oneLine(err)]).toEqual([3, expect.stringContaining("the history of the course is not here")]);
});

test("without git it says so", async () => {
  checkout.write(FILE, MINE);
  const { code, err } = await checkout.katas(["reset", "00/01", "--yes"], { PATH: "/nonexistent" });
  expect([code, oneLine(err)]).toEqual([
    3,
    "The stub of 00/01 cannot be found: git is not installed. " +
      "Install git, or take the file from a fresh copy of the course.",
  ]);
});

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim();
}
