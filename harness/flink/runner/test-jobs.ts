/**
 * Bundles the TypeScript jobs of the runner's tests to `target/jobs/<name>/`, from where the tests load them, just as a
 * submission does. Usage: tsx test-jobs.ts
 */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { packJob } from "../submit/job-jar.ts";

const SOURCES = path.join(import.meta.dirname, "src/test/typescript");
const TARGET = path.join(import.meta.dirname, "target/jobs");

/** Shorter than a lesson's, so that the tests of it are quick. */
const DEADLINE_MS = 500;
/** Where a submission's functions may write. */
const TOPICS = ["out", "deleted"];

for (const source of readdirSync(SOURCES)) {
  const name = path.basename(source, ".ts");
  const files = await packJob(
    { file: path.join(SOURCES, source), exportName: "build" },
    { name, args: [], deadlineMs: DEADLINE_MS, topics: TOPICS },
  );
  mkdirSync(path.join(TARGET, name), { recursive: true });
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(TARGET, name, file), text);
}
