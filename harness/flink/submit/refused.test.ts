/** What is told of a job before any cluster sees it. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { strFromU8, unzipSync } from "fflate";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { STATE } from "../../paths.ts";
import { jarOf, packJob } from "./job-jar.ts";
import type { JobRefused } from "./refused.ts";

const JOBS = path.join(import.meta.dirname, "testing/jobs.ts");
const TOPICS = { brokers: "127.0.0.1:9092", from: "rides", to: "counts", bounded: true };

const pack = (exportName: string, file = JOBS) => packJob({ file, exportName }, { name: "job", args: [TOPICS] });

async function refusal(exportName: string, file = JOBS): Promise<JobRefused> {
  return pack(exportName, file).then(
    () => Promise.reject(new Error("it was packed")),
    (error) => error,
  );
}

describe("the graph", () => {
  test("needs a sink", async () => {
    expect((await refusal("hasNoSink")).message).toContain("the job has no sink");
  });

  test("has each uid once", async () => {
    expect((await refusal("hasOneUidTwice")).message).toBe(
      'the uid "rides" is given to two operators, map and kafkaSource',
    );
  });

  test("has a uid wherever state is kept", async () => {
    expect((await refusal("hasASinkWithoutUid")).message).toContain("kafkaSink keeps state and has no uid");
  });

  test("is recorded by a function that returns", async () => {
    expect((await refusal("neverReturns")).message).toContain("did not return within 5 s");
  });

  test("tells where recording it failed", async () => {
    const { message, where } = await refusal("throwsAtOnce");
    expect(message).toBe("RangeError: not today");
    expect(where).toMatchObject({ file: "harness/flink/submit/testing/jobs.ts", column: 9 });
  });
});

describe("the file", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(`${STATE}-job-`);
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const written = (text: string) => {
    const file = path.join(folder, "job.ts");
    writeFileSync(file, `import { DiscardingSink, type StreamExecutionEnvironment } from "#flink";\n${text}`);
    return file;
  };
  const job = (body: string) =>
    written(`export function job(env: StreamExecutionEnvironment) {
  env.fromData(1).map((n) => { ${body}; return n; }).sinkTo(new DiscardingSink<number>());
}`);

  test("imports nothing of Node's", async () => {
    const { message, where } = await refusal("job", written(`import fs from "node:fs";\nexport const job = fs;`));
    expect(message).toBe('"node:fs" cannot be imported: a job runs in a TaskManager, not in Node');
    expect(where?.line).toBe(2);
  });

  test("imports no package and nothing from elsewhere in the checkout", async () => {
    for (const wanted of ["kafkajs", "../package.json", "../../solutions/x.ts", "#harness"]) {
      const { message } = await refusal("job", written(`import * as x from "${wanted}";\nexport const job = x;`));
      expect(message).toBe(`"${wanted}" cannot be imported: a job imports #flink, #kata and files beside it`);
    }
  });

  test.each(["fetch", "setTimeout", "process", "Buffer"])("does not use %s", async (name) => {
    const { message, where } = await refusal("job", job(`void ${name}`));
    expect(message).toMatch(new RegExp(`^${name} is not there inside Flink: `));
    expect(where?.line).toBe(3);
  });

  test("may call something of its own by such a name", async () => {
    await expect(pack("job", job("const fetch = () => 1; fetch()"))).resolves.toHaveProperty("bundle.js");
  });

  test("parses", async () => {
    const { message, where } = await refusal("job", written("export function job( {"));
    expect(message).toContain("Expected");
    expect(where?.line).toBe(2);
  });

  test("exports the job", async () => {
    expect((await refusal("job", written("export const other = 1;"))).message).toContain("No matching export in");
  });
});

describe("the jar", () => {
  test("holds the job and no class, and is the same for the same job", async () => {
    const [first, second] = [jarOf(await pack("countRides")), jarOf(await pack("countRides"))];
    expect(Buffer.from(first).equals(second)).toBe(true);
    const files = unzipSync(first);
    expect(Object.keys(files)).toEqual(["META-INF/MANIFEST.MF", "job.json", "bundle.js", "bundle.js.map"]);
    expect(strFromU8(files["META-INF/MANIFEST.MF"] ?? new Uint8Array())).toContain(
      "Main-Class: streamingkatas.flink.JobMain\r\n",
    );
  });

  test("tells sources from the checkout on", async () => {
    const { sources } = JSON.parse((await pack("countRides"))["bundle.js.map"]);
    expect(sources).toContain("harness/flink/submit/testing/jobs.ts");
  });
});
