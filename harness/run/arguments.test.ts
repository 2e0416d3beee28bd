import { describe, expect, test } from "vitest";
import { EXIT } from "../problem.ts";
import { vitestArguments } from "./index.ts";

describe("what follows npm test --", () => {
  test.each([
    [[], [], {}],
    [["module-01", "03/06"], ["module-01", "03/06"], {}],
    [["first", "-t", "adds up"], ["first"], { testNamePattern: "adds up" }],
    [["--testNamePattern=adds", "first"], ["first"], { testNamePattern: "adds" }],
    [["first", "--bail", "1"], ["first"], { bail: 1 }],
    [["first", "--inspect-brk"], ["first"], { inspectBrk: true }],
    [["first", "--no-color"], ["first"], {}],
  ])("%j", (args, words, options) => {
    const split = vitestArguments(args);
    expect(split.words).toEqual(words);
    expect(split.options).toMatchObject(options);
  });

  test.each([
    [["--sed", "7"], "There is no flag --sed. Did you mean --seed?"],
    [["--retyr=2"], "There is no flag --retyr. Did you mean --retry?"],
    [["-z"], "There is no flag -z."],
    [["first", "--frobnicate"], "There is no flag --frobnicate."],
    // Vitest has these, and with them a run would be another one: endless, of other files, told by somebody else.
    [["--watch"], "There is no flag --watch."],
    [["--config", "other.ts"], "There is no flag --config."],
    [["--reporter", "dot"], "There is no flag --reporter."],
    [["--passWithNoTests"], "There is no flag --passWithNoTests."],
  ])("%j is refused", (args, sentence) => {
    expect(() => vitestArguments(args)).toThrow(
      expect.objectContaining({
        name: "Problem",
        message: sentence,
        remedy: "npm test -- --help shows what there is.",
        exitCode: EXIT.usage,
      }),
    );
  });
});
