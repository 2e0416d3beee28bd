import { expect, test } from "vitest";
import { alike } from "./alike.ts";
import { PREFIX } from "./scene.ts";

test("names that were made for a run are what the test chose", () => {
  expect(alike(`${PREFIX}.03afc1.hel-04.greetings.a1b2c3 has 3 records`)).toBe("greetings has 3 records");
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
