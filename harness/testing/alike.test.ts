import { expect, test } from "vitest";
import type { Target } from "../target/index.ts";
import { alike } from "./alike.ts";
import { newScene, Stage } from "./scene.ts";

const plan = {
  runId: "03afc1",
  launcher: 1,
  variants: [],
  exercises: [],
  leftovers: { topics: [], groups: [], notes: [] },
};
/** A name that is made for a check of this target. */
const name = (target: Target) => new Stage(plan, "00/02-hello").uniqueName(newScene("HEL-04", target), "greetings");

test.each<Target>(["exercise", "sandbox:ann"])(
  "names that were made for a run of %s are what the test chose",
  (target) => {
    expect(alike(`${name(target)} has 3 records`)).toBe("greetings has 3 records");
  },
);

test("a name says which check it is of, but not to a submission", () => {
  expect(name("exercise")).toContain(".hel-04.");
  expect(name("sandbox:ann")).not.toContain("hel");
});

test("ids that Flink draws are alike, also where a text was cut", () => {
  const jar = "f8e5b12a-7bee-437b-8608-b7a3ddc5f23e";
  expect(alike(`PATCH /jobs/e1a891a8ea5d6462a3d452350d6fafc4: 404`)).toBe("PATCH /jobs/(id): 404");
  expect(alike(`/jars/${jar}_job.jar/run`)).toBe("/jars/(id)_job.jar/run");
  expect(alike("savepoint-4f37ad-0123456789ab")).toBe("savepoint-(id)");
  expect(alike('{"jobId":"e1a891a8ea5...')).toBe('{"jobId":"(id)...');
  expect(alike(`{"jarId":"${jar.slice(0, 11)}...`)).toBe('{"jarId":"(id)...');
});

test("the time of a run is now; a scripted one, a count and a word stay", () => {
  expect(alike(`at ${Date.now()}, not 1767603733831`)).toBe("at (now), not 1767603733831");
  expect(alike(`at ${new Date().toISOString()}`)).toBe("at (now)");
  for (const text of ["1000000000 records", "12345678...", "abcdef", "deadbeef records"])
    expect(alike(text)).toBe(text);
});
