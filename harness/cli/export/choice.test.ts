import { expect, test } from "vitest";
import { placeOf, staysBehind } from "./choice.ts";

test.each([
  "exercises/module-03-stream-processing/06-session-windows/session-windows.test.ts",
  "exercises/module-03-stream-processing/README.md",
  "solutions/module-00-setup/01-batch-vs-stream/hints.md",
  "solutions/module-00-setup/01-batch-vs-stream/explain.md",
  "harness/testing/test.ts",
  "harness/cli/given-stub.ts",
  "fixtures/events/orders.jsonl",
  "docs/troubleshooting.md",
  "docs/event-time.md",
  "exercises/module-03-stream-processing/03-watermarks/watermark.svg",
  "solutions/module-03-stream-processing/03-watermarks/draw.ts",
  ".devcontainer/devcontainer.json",
  ".github/workflows/classroom.yml",
  "package-lock.json",
])("students get %s", (file) => {
  expect(staysBehind(file)).toBeUndefined();
});

test("what draws an exercise is beside the stub, everything else where it is", () => {
  expect(placeOf("solutions/module-03-stream-processing/03-watermarks/draw.ts")).toBe(
    "exercises/module-03-stream-processing/03-watermarks/draw.ts",
  );
  for (const file of ["solutions/module-00-setup/01-batch-vs-stream/hints.md", "harness/cli/draw.ts"]) {
    expect(placeOf(file)).toBe(file);
  }
});

test.each([
  ["solutions/module-00-setup/01-batch-vs-stream/batch-vs-stream.ts", "references, alternatives, mistakes"],
  ["solutions/module-00-setup/01-batch-vs-stream/mistakes/01-x.ts", "references, alternatives, mistakes"],
  ["solutions/module-00-setup/01-batch-vs-stream/DISCUSSION.md", "discussions"],
  ["solutions/module-00-setup/01-batch-vs-stream/picture.ts", "references, alternatives, mistakes"],
  ["solutions/notes.md", "references, alternatives, mistakes"],
  ["tamper/exit.ts", "what the course is built and proved with"],
  ["bench/watch.ts", "what the course is built and proved with"],
  [".github/workflows/ci.yml", "what the course is built and proved with"],
  [".ci/run", "what the course is built and proved with"],
  ["something-new/answers.md", "what the course is built and proved with"],
  ["harness/cli/export.test.ts", "the harness's own tests"],
  ["harness/cli/testing/checkout.ts", "the harness's own tests"],
  ["fixtures/story.test.ts", "the harness's own tests"],
  ["docs/teaching.md", "documents for teachers and contributors"],
])("%s stays: %s", (file, why) => {
  expect(staysBehind(file)).toBe(why);
});
