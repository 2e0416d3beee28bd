import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Exercise } from "../course/index.ts";
import { KATAS } from "../paths.ts";
import { dockerRuntime } from "../runtime/docker/index.ts";
import { Proof } from "./bank.ts";
import { execute, type StepReport } from "./tools.ts";

/** A check that fails once in twenty runs is a nuisance to a class, and is seen by this two times of three. */
export const RUNS = 20;

/**
 * Runs the references of exercises with servers again and again, as `npm test` does, each time in processes of its own
 * and with another seed: a check that passes only most of the time is found before a learner meets it.
 */
export async function proveInARow(exercises: Exercise[]): Promise<StepReport> {
  const proof = new Proof();
  const shorts = withServers(exercises).map(({ short }) => short);
  for (let run = 1; run <= RUNS && shorts.length > 0; run++) {
    const { code, output } = await katas(["test", ...shorts, "--seed", String(2_000 + run)]);
    proof.hold(code === 0, `run ${run} of ${RUNS} in a row passes (exit ${code})\n${output.slice(-2_000)}`);
  }
  return proof.result();
}

/** The references once on containers, with a state and servers of their own. Where there is no engine, that is said. */
export async function proveOnDocker(exercises: Exercise[]): Promise<StepReport> {
  const available = await dockerRuntime({ checkout: "check", owner: "check" }).available();
  if (!available.ok) return { proved: 0, faults: [], skipped: [`the exercises on docker (${available.why})`] };
  const state = mkdtempSync(path.join(tmpdir(), "katas-docker-"));
  const env = { KATAS_RUNTIME: "docker", KATAS_STATE: state };
  const proof = new Proof();
  try {
    // Three brokers are there on Java only.
    const able = withServers(exercises).filter(({ needs }) => !needs.includes("kafka3"));
    for (const { short } of able) {
      const { code, output } = await katas(["test", short, "--seed", "1"], env);
      proof.hold(code === 0, `${short} passes on docker (exit ${code})\n${output.slice(-2_000)}`);
    }
  } finally {
    await katas(["down"], env);
    rmSync(state, { recursive: true, force: true });
  }
  return proof.result();
}

function withServers(exercises: Exercise[]): Exercise[] {
  return exercises.filter(({ needs }) => needs.length > 0);
}

function katas(args: string[], env: NodeJS.ProcessEnv = {}): ReturnType<typeof execute> {
  return execute(process.execPath, [KATAS, ...args], { KATAS_TARGET: "solution", ...env });
}
