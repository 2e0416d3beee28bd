/** What every command has in common. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { programFor } from "./program.ts";
import { type Checkout, makeCheckout } from "./testing/checkout.ts";

let checkout: Checkout;
beforeAll(() => {
  checkout = makeCheckout({ git: false });
});
afterAll(() => checkout.remove());

const COMMANDS = [
  "list",
  "hint",
  "explain",
  "draw",
  "solution",
  "compare",
  "reset",
  "look",
  "doctor",
  "warm",
  "up",
  "down",
  "status",
  "events",
  "export",
];

test.each(COMMANDS)("%s --help shows how it is used, with an example", async (name) => {
  const [command] = (await programFor([name])).commands;
  let help = "";
  command?.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
  expect(help).toContain(`Usage: katas ${name}`);
  expect(help).toMatch(new RegExp(`Examples?:\n +npx katas ${name}`));
});

test("--help lists the commands in the order in which a learner meets them", async () => {
  const { code, out } = await checkout.katas(["--help"]);
  const names = [...out.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
  expect([code, names]).toEqual([0, ["test", "watch", ...COMMANDS, "grade", "check"]]);
});

describe("what cannot be used is a sentence and a remedy on the standard error, and exit code 2", () => {
  test.each([
    [["lst"], 'There is no command "lst". Did you mean list?', "npx katas --help lists the commands."],
    [["list", "--jsn"], "error: unknown option '--jsn'", "npx katas list --help shows how it is used."],
    [["hint"], "error: missing required argument 'exercise'", "npx katas hint --help shows how it is used."],
    [["status", "now"], "error: too many arguments for 'status'", "npx katas status --help shows how it is used."],
    [["hint", "nope"], 'There is no module or exercise "nope".', "npx katas list shows every exercise."],
    [["reset", "module-00"], '"module-00" means more than one exercise', "Name one of them, for example 00/01."],
    [["draw"], "draw needs to know which exercise.", "npx katas draw --help lists those that can be drawn"],
    [["draw", "00/01"], "00/01 has no picture that draw could make.", "npx katas draw --help lists the exercises"],
    [["explain", "X"], 'No check has the code "X".', "A failure shows its code"],
    [
      ["up", "flinc"],
      'There is no service "flinc".',
      "There are: kafka (one broker), kafka3 (a cluster of three), flink",
    ],
  ])("%j", async (args, sentence, remedy) => {
    const { code, out, err } = await checkout.katas(args);
    expect([code, out]).toEqual([2, ""]);
    expect(err).toContain(sentence);
    expect(err.replaceAll(/\s+/g, " ")).toContain(remedy);
    expect(err).not.toMatch(/^ +at /m);
  });

  test.each(["up", "status", "warm"])("KATAS_RUNTIME of %s that names none", async (name) => {
    const { code, err } = await checkout.katas([name], { KATAS_RUNTIME: "podman" });
    expect([code, err]).toEqual([2, expect.stringContaining("KATAS_RUNTIME=podman names no runtime.")]);
  });
});
