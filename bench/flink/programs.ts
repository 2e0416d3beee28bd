/** One program in each of the ways it can be run, with the moment of its submission and those that Flink tells. */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import path from "node:path";
import { promisify } from "node:util";
import { Job, submitJob } from "../../harness/flink/submit/index.ts";
import { NotObserved } from "../../harness/until.ts";
import type { Servers } from "./cluster.ts";
import { emptyJar } from "./java.ts";
import type { PyFlink } from "./python.ts";

/** How they are told. */
export const PROGRAMS = { map: "map", count: "map, keyBy, count in state" } as const;

export type Program = keyof typeof PROGRAMS;

/** What became of one run. Milliseconds. */
export interface Ran {
  /** From the moment Flink has the job to its end. */
  runningMs: number;
  /** From the command to its end, with whatever a client has to start. */
  wholeMs: number;
}

export interface Way {
  name: string;
  /** Submits the program on a topic and waits until it has read all of it. */
  run(program: Program, topic: string): Promise<Ran>;
}

/** Of one job. */
export const PATIENCE_MS = 120_000;

/** A job had not ended by then. */
export class TooSlow extends Error {}

export function typescript({ flink, brokers }: Servers): Way {
  const file = path.join(import.meta.dirname, "jobs.ts");
  return {
    name: "TypeScript",
    run: (program, topic) =>
      timed(() =>
        submitJob(flink, { file, exportName: program }, { name: unique(program), args: [{ brokers, topic }] }),
      ),
  };
}

export function java({ flink, brokers }: Servers): Way {
  return {
    name: "Java",
    run: (program, topic) =>
      timed(async () => {
        const jar = await flink.uploadJar("bench.jar", emptyJar());
        const programArgsList = [program, brokers, topic, unique(program)];
        const { jobid } = await flink.post<{ jobid: string }>(`/jars/${jar}/run`, {
          entryClass: "Jobs",
          programArgsList,
        });
        return new Job(flink, jobid);
      }),
  };
}

export function pyflink(
  { flink, brokers, address }: Servers,
  py: PyFlink,
  mode: "process" | "thread",
  connector: string,
): Way {
  return {
    name: `PyFlink, ${mode} mode`,
    run: (program, topic) =>
      timed(async () => {
        const name = unique(program);
        const script = path.join(import.meta.dirname, "jobs.py");
        const where = [address.hostname, address.port, mode, `file://${connector}`];
        // Its client waits until the job has ended.
        await promisify(execFile)(py.python, [script, program, brokers, topic, name, ...where], {
          timeout: PATIENCE_MS,
          maxBuffer: 1e8,
        }).catch((error: { killed?: boolean }) => {
          throw error.killed ? new TooSlow(name) : error;
        });
        const { jobs } = await flink.get<{ jobs: { jid: string; name: string }[] }>("/jobs/overview");
        const found = jobs.find((job) => job.name === name);
        if (!found) throw new Error(`PyFlink's job ${name} is not there`);
        return new Job(flink, found.jid);
      }),
  };
}

async function timed(submit: () => Promise<Job>): Promise<Ran> {
  const started = performance.now();
  const job = await submit();
  await job.finished(PATIENCE_MS).catch((error: unknown) => {
    throw error instanceof NotObserved ? new TooSlow() : error;
  });
  const wholeMs = performance.now() - started;
  const { timestamps } = await job.details();
  return { runningMs: timestamps.FINISHED - timestamps.RUNNING, wholeMs };
}

function unique(program: Program): string {
  return `bench-${program}-${randomBytes(3).toString("hex")}`;
}
