import { readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { ROOT } from "../../paths.ts";
import { SETTINGS } from "./settings.ts";

const NAME = /\bKATAS_[A-Z]+(?:_[A-Z]+)*\b/g;

/** Every `KATAS_` variable that the code names, tests and their helpers aside. */
function named(): string[] {
  const files = globSync(["harness/**/*.{ts,js}", "fixtures/**/*.ts"], {
    cwd: ROOT,
    ignore: ["**/*.test.ts", "**/testing/fake-*.ts", "**/testing/checkout.ts"],
  });
  return files.flatMap((file) => readFileSync(path.join(ROOT, file), "utf8").match(NAME) ?? []);
}

/** The variables of docs/configuration.md: the first column of its tables. */
function documented(): string[] {
  const text = readFileSync(path.join(ROOT, "docs/configuration.md"), "utf8");
  return [...text.matchAll(/^\| `(KATAS_[A-Z_]+)` +\|/gm)].map(([, name = ""]) => name);
}

test("docs/configuration.md lists the variables that the code reads, each once", () => {
  expect(documented().toSorted()).toEqual([...new Set(named())].toSorted());
});

test("npx katas doctor knows each of them", () => {
  expect(Object.keys(SETTINGS).toSorted()).toEqual(documented().toSorted());
});
