import type { IJavaRuntime } from "jdk-utils";
import { expect, test } from "vitest";
import { chooseJava } from "./java.ts";

function java(major: number, tags: Partial<IJavaRuntime> = {}): IJavaRuntime {
  return { homedir: `/java-${major}`, version: { java_version: `${major}.0.1`, major }, ...tags };
}

test("JAVA_HOME's Java is taken, even if others are newer", () => {
  const runtimes = [java(25, { isInPathEnv: true }), java(17, { isJavaHomeEnv: true }), java(21)];
  expect(chooseJava(runtimes)).toMatchObject({ major: 17, version: "17.0.1" });
});

test("the PATH's Java comes next", () => {
  expect(chooseJava([java(25), java(21, { isInPathEnv: true })]).major).toBe(21);
});

test("an old JAVA_HOME is passed over", () => {
  expect(chooseJava([java(11, { isJavaHomeEnv: true }), java(17), java(21)]).major).toBe(21);
});

test("no Java at all", () => {
  expect(() => chooseJava([])).toThrow(
    expect.objectContaining({
      message: "No Java was found, neither in JAVA_HOME nor in PATH.",
      remedy: "Install Java 17 or newer (or set JAVA_HOME to one).",
      exitCode: 3,
    }),
  );
});

test("only old ones: the newest is named", () => {
  expect(() => chooseJava([java(8, { isJavaHomeEnv: true }), java(11)])).toThrow(
    expect.objectContaining({
      message: "Kafka needs Java 17 or newer, and the newest one found is Java 11.",
      remedy: "Install Java 17 or newer (or set JAVA_HOME to one).",
      exitCode: 3,
    }),
  );
});
