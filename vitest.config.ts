import { defineConfig } from "vitest/config";
import { readCourse } from "./harness/course/index.ts";
import { forEditors, readTarget, vitestConfig } from "./harness/run/index.ts";

/** Tests that take long, or need what not every machine has: run by the full tier of `npm run check`. */
const FULL = "**/*.full.test.ts";

/**
 * Tests of what looks at its process when it is loaded, or keeps what it has found: each of these files has a process of
 * its own. The others share theirs, which spares the start of a hundred.
 */
const ALONE = [
  "harness/cli/fetched.test.ts",
  "harness/kafka/crashes.test.ts",
  "harness/run/leftovers.test.ts",
  "harness/runtime/*.test.ts",
  "harness/runtime/{docker,external,jvm}/*.test.ts",
];

/**
 * For editors and for `npx vitest`: the exercises as `npm test` runs them, on servers that are already up
 * (`npx katas up`), and the harness's own tests.
 */
export default defineConfig(async () => {
  const exercises = readCourse().flatMap((module) => module.exercises);
  const target = readTarget(process.env.KATAS_TARGET, exercises);
  const variants = [{ target, seed: 1 }];
  const { plugins, test } = await vitestConfig(exercises, variants);
  const harness = { setupFiles: ["harness/kafka/cured.ts"], testTimeout: 30_000, hookTimeout: 60_000 };
  return {
    test: {
      projects: [
        { plugins, test: { ...test, name: "exercises", provide: { katas: await forEditors(exercises, variants) } } },
        {
          test: {
            ...harness,
            name: "harness",
            include: ["harness/**/*.test.ts", "fixtures/**/*.test.ts"],
            exclude: ["**/node_modules/**", FULL, ...ALONE],
            isolate: false,
            // As harness/sandbox/bundle.ts does, which only some of them load.
            env: { GOTRACEBACK: "none" },
            setupFiles: [...harness.setupFiles, "harness/leaves-no-trace.ts"],
          },
        },
        { test: { ...harness, name: "harness-alone", include: ALONE, exclude: ["**/node_modules/**", FULL] } },
        { test: { ...harness, name: "full", include: [`harness/${FULL}`] } },
      ],
    },
  };
});
