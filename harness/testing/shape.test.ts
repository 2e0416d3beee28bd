/** What a learner reads of what a check threw. */
import { expect, test } from "vitest";
import { JobEnded } from "../flink/submit/ended.ts";
import { newScene, type Stage } from "./scene.ts";
import { shapeFailure } from "./shape.ts";

const FILE = "exercises/module-05-advanced-stream-processing/03-interval-join/interval-join.ts";

test("a job that failed is told with the learner's line, to its end, the operator and the record", async () => {
  const failed = new JobEnded("FAILED", {
    message: "TypeError: Cannot read property 'amount' of undefined",
    frames: [{ name: "matched", at: { file: FILE, line: 14, column: 31 } }],
    operator: "match",
    subtask: "1/2",
    record: JSON.stringify({ orderId: "o-1".repeat(50) }),
  });
  const scene = newScene("JOI-01", "exercise");
  const stage = { unreachable: async () => undefined } as unknown as Stage;
  const at = { calls: [], file: FILE, scene, jobs: [], stage, look: false };
  expect(await shapeFailure(failed, at)).toEqual({
    kind: "threw",
    sentence: "The job failed: TypeError: Cannot read property 'amount' of undefined.",
    evidence: [
      `at matched (${FILE}:14:31)`,
      "operator  match (subtask 1/2)",
      expect.stringMatching(/^record {4}\{"orderId":"o-1.+\.\.\.$/),
    ],
  });
});
