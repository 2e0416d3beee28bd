/**
 * What a submission can do to a real JobManager and TaskManager, and to others through them: servers of this test's own,
 * of the jvm runtime. Needs Java.
 */
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { ownServers } from "../../runtime/testing/own-servers.ts";
import { FlinkRest, type Job, JobEnded, JobRefused, submitJob } from "../submit/index.ts";
import { FlinkGate } from "./index.ts";

const HOSTILE = path.join(import.meta.dirname, "testing/hostile.ts");

const { runtime, java, suite, remove } = await ownServers("gate", "a submission and a real cluster");

let flink: FlinkRest;

const submit = (exportName: string) => submitJob(flink, { file: HOSTILE, exportName }, { name: exportName });

describe.runIf(java)(suite, () => {
  beforeAll(async () => {
    flink = new FlinkRest((await runtime.ensure("flink", () => undefined)).rest);
  }, 180_000);
  afterAll(async () => {
    await remove();
  }, 60_000);

  describe("in the JobManager, recording its job", () => {
    test.each([
      ["looksInBuild", /^Error: found: nothing$/],
      ["hogsInBuild", /heap space/],
      ["recursesInBuild", /^RangeError: Maximum call stack size exceeded$/],
      ["growsAStringInBuild", /^RangeError: Invalid string length$/],
      ["recordsAnotherGraph", /the job's graph is not deterministic/],
      ["spinsInBuild", /worked for more than 15.0 s and was stopped/],
    ])(
      "%s is refused, and others' jobs run",
      async (name, told) => {
        const error: unknown = await submit(name).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(JobRefused);
        expect((error as JobRefused).message).toMatch(told);
        await (await submit("finishes")).finished();
      },
      90_000,
    );
  });

  describe("in a TaskManager, in a function", () => {
    test.each([
      ["looksInMap", /^Error: found: nothing$/],
      ["hogsInMap", /heap space/],
      ["recursesInMap", /^RangeError: Maximum call stack size exceeded$/],
      ["growsAStringInMap", /^RangeError: Invalid string length$/],
      ["spinsInMap", /worked for more than 1.5 s and was stopped/],
    ])(
      "%s fails, and others' jobs run",
      async (name, told) => {
        const job = await submit(name);
        const error: unknown = await job.finished().catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(JobEnded);
        expect((await job.failure())?.message).toMatch(told);
        await (await submit("finishes")).finished();
      },
      90_000,
    );
  });

  describe("through the gate", () => {
    let gate: FlinkGate;
    let own: Job;
    let others: Job;
    beforeAll(async () => {
      gate = await FlinkGate.open(flink.url);
      [own, others] = [await submit("finishes"), await submit("finishes")];
      await Promise.all([own.finished(), others.finished()]);
    }, 60_000);
    beforeEach(() => {
      for (const set of [gate.own.jobs, gate.own.jars, gate.own.savepoints]) set.clear();
      gate.own.jobs.add(own.id);
    });
    afterAll(() => gate?.close());

    async function ask(method: string, asked: string, body?: unknown) {
      const init = body === undefined ? {} : { body: JSON.stringify(body) };
      const response = await fetch(`${gate.url}${asked}`, { method, ...init });
      return { status: response.status, said: JSON.parse(await response.text()) };
    }

    test("it reads of the cluster what anybody may know", async () => {
      for (const asked of ["/overview", "/config", "/taskmanagers", "/v1/overview"]) {
        const { status, said } = await ask("GET", asked);
        expect([asked, status, said]).toEqual([asked, 200, await flink.get(asked)]);
      }
    });

    test("it reads of its own job all that there is, and of others' nothing", async () => {
      for (const part of ["", "/plan", "/exceptions", "/checkpoints", "/config", "/metrics"]) {
        expect([part, (await ask("GET", `/jobs/${own.id}${part}`)).status]).toEqual([part, 200]);
        const refused = await ask("GET", `/jobs/${others.id}${part}`);
        expect(refused.status).toBe(403);
        expect(refused.said.errors[0]).toMatch(/there is no such job of this check\.$/);
      }
      expect((await ask("GET", "/jobs")).said.jobs.map(({ id }: { id: string }) => id)).toEqual([own.id]);
      expect((await ask("GET", "/jobs/overview")).said.jobs.map(({ jid }: { jid: string }) => jid)).toEqual([own.id]);
    });

    test("it runs a jar that was uploaded for it, and cancels what it has started", async () => {
      const { packJob } = await import("../submit/index.ts");
      const { jarOf } = await import("../submit/job-jar.ts");
      const files = await packJob({ file: HOSTILE, exportName: "finishes" }, { name: "deployed" });
      const [jar, hidden] = [
        await flink.uploadJar("own.jar", jarOf(files)),
        await flink.uploadJar("x.jar", jarOf(files)),
      ];
      gate.own.jars.add(jar);
      expect((await ask("GET", "/jars")).said.files.map(({ id }: { id: string }) => id)).toEqual([jar]);
      const { status, said } = await ask("POST", `/jars/${jar}/run`, { parallelism: 1 });
      expect(status).toBe(200);
      expect((await ask("GET", `/jobs/${said.jobid}`)).status).toBe(200);
      expect((await ask("PATCH", `/jobs/${said.jobid}?mode=cancel`)).status).not.toBe(403);
      expect((await ask("POST", `/jars/${hidden}/run`, {})).status).toBe(403);
      for (const body of [
        { entryClass: "sun.tools.jps.Jps" },
        { savepointPath: "file:///etc" },
        { flinkConfiguration: { "pipeline.jars": "file:///tmp/x.jar" } },
        { programArgsList: ["x"] },
        [],
      ]) {
        expect([body, (await ask("POST", `/jars/${jar}/run`, body)).status]).toEqual([body, 403]);
      }
      expect((await ask("POST", `/jars/${jar}/run?entry-class=sun.tools.jps.Jps`)).status).toBe(403);
      await Promise.all([flink.delete(`/jars/${jar}`), flink.delete(`/jars/${hidden}`)]);
    });

    test.each([
      ["POST", "/jars/upload"],
      ["DELETE", "/cluster"],
      ["DELETE", "/jars/x.jar"],
      ["GET", "/jobmanager/log"],
      ["GET", "/jobmanager/config"],
      ["GET", "/taskmanagers/x/logs"],
      ["GET", "/jobs/metrics"],
      ["GET", "/jobs/../jobmanager/log"],
      ["GET", "/jobs//overview"],
      ["GET", "/%6aobmanager/log"],
      ["GET", "//jobmanager/log"],
      ["GET", "/overview?x=1"],
      ["GET", "/"],
      ["TRACE", "/overview"],
    ])("%s %s is answered 403, with one sentence", async (method, asked) => {
      const { status, said } = await raw(gate.url, method, asked);
      expect(status).toBe(403);
      expect(said).toMatch(/^\{"errors":\[".+\."\]\}$/);
    });

    test("a savepoint goes nowhere but into the cluster's own folder", async () => {
      for (const [asked, body] of [
        ["stop", { targetDirectory: "file:///home/ann" }],
        ["savepoints", { "target-directory": "file:///home/ann" }],
      ] as const) {
        expect((await ask("POST", `/jobs/${own.id}/${asked}`, body)).status).toBe(403);
      }
    });

    test("a body without measure is not read to its end", async () => {
      const { status } = await ask("POST", `/jobs/${own.id}/stop`, { drain: "x".repeat(20_000) });
      expect(status).toBe(403);
    });

    test("a JobManager that does not answer is told so", async () => {
      const nobody = await FlinkGate.open("http://127.0.0.1:1");
      const response = await fetch(`${nobody.url}/overview`);
      expect([response.status, await response.json()]).toEqual([502, { errors: ["The JobManager does not answer."] }]);
      await nobody.close();
    });
  });
});

/** As it is written: `fetch` tidies paths up. */
async function raw(url: string, method: string, asked: string): Promise<{ status: number; said: string }> {
  const { request } = await import("node:http");
  const { port } = new URL(url);
  return new Promise((resolve, reject) => {
    const asking = request({ port, host: "127.0.0.1", method, path: asked }, (response) => {
      let said = "";
      response.on("data", (chunk: Buffer) => {
        said += chunk;
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, said }));
    });
    asking.on("error", reject);
    asking.end();
  });
}
