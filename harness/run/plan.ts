import { randomBytes, randomInt } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { type Exercise, untouched } from "../course/index.ts";
import { fromRoot } from "../paths.ts";
import { EXIT, Problem } from "../problem.ts";
import type { ServiceName, Stack } from "../runtime/index.ts";
import type { Confinement } from "../sandbox/index.ts";
import type { RunPlan, Target, Variant } from "../target/index.ts";
import { leftovers } from "./leftovers.ts";
import { fileFor } from "./targets.ts";

/** A seed for a run that was not given one: drawn, and told, so that it can be given the next time. */
export function drawSeed(): number {
  return randomInt(1, 1_000_000);
}

export function targetsOf(variants: Variant[]): Target[] {
  return [...new Set(variants.map(({ target }) => target))];
}

/**
 * The servers these exercises will use: `now` the ones whose code will ask for them, `soon` those of the next exercise
 * that is still untouched, whose checks are red without them. Of later ones only when it is their turn: whoever begins
 * should not wait until all that a module needs has been fetched.
 */
export function serversFor(exercises: Exercise[], variants: Variant[]): { now: ServiceName[]; soon: ServiceName[] } {
  const waiting = exercises.filter((exercise) => variants.every((variant) => asksForNothing(exercise, variant)));
  const now = new Set(exercises.filter((exercise) => !waiting.includes(exercise)).flatMap(({ needs }) => needs));
  const further = waiting.map(({ needs }) => needs.filter((need) => !now.has(need)));
  return { now: [...now], soon: further.find((needs) => needs.length > 0) ?? [] };
}

/** A submission is not parsed in this process; one that is the stub to the letter, or cannot be run, needs no servers. */
function asksForNothing(exercise: Exercise, variant: Variant): boolean {
  const staged = variant.staged?.[exercise.key];
  if (!staged) return untouched(exercise, existing(exercise, variant)) !== undefined;
  if (staged.refused !== undefined) return true;
  const stub = readFileSync(exercise.file, "utf8");
  return stub === readFileSync(staged.file, "utf8") && untouched(exercise, exercise.file) !== undefined;
}

/** @throws Problem (exit 2) where the file is gone */
function existing(exercise: Exercise, variant: Variant): string {
  const file = fileFor(exercise, variant);
  if (existsSync(file)) return file;
  throw new Problem(`${fromRoot(file)} is not there.`, {
    remedy: `npx katas reset ${exercise.short} puts the stub back.`,
    exitCode: EXIT.usage,
  });
}

/**
 * What holds submissions where these servers are used. A cluster that is not ours sends its clients to addresses that
 * nobody here knows, so that nothing can be led to them alone.
 */
export function heldOn(stack: Stack | undefined, confinement: Confinement): Confinement {
  const { kafka, kafka3 } = stack?.services ?? {};
  const brokers = [kafka, kafka3].flatMap((service) => service?.brokers ?? []);
  const known = stack?.runtime !== "external" && brokers.every((address) => /^(127\.0\.0\.1|localhost):/.test(address));
  if (known) return confinement;
  const { commandAlone: _, ...others } = confinement;
  return { ...others, servers: false };
}

/** What the workers of a run are told. */
export function planFor(
  exercises: Exercise[],
  variants: Variant[],
  servers: Pick<RunPlan, "stack" | "noStack" | "confinement">,
): RunPlan {
  return {
    runId: randomBytes(3).toString("hex"),
    launcher: process.pid,
    variants,
    exercises: exercises.map((exercise) => ({
      key: exercise.key,
      needs: exercise.needs,
      test: exercise.test,
      file: exercise.file,
      targets: Object.fromEntries(variants.map((variant) => [variant.target, fileFor(exercise, variant)])),
      staged: Object.fromEntries(
        variants.flatMap(({ target, staged }) => {
          const own = staged?.[exercise.key];
          return own ? [[target, own]] : [];
        }),
      ),
    })),
    leftovers: leftovers(servers.stack),
    ...servers,
  };
}

/** A plan for a Vitest that we did not start: on the servers of this checkout if they are up, and none otherwise. */
export async function forEditors(exercises: Exercise[], variants: Variant[]): Promise<RunPlan> {
  const { running } = await import("../runtime/index.ts");
  const supervisor = await running();
  const up = supervisor ? (await supervisor.status()).nodes.map(({ service }) => service) : [];
  if (!supervisor || up.length === 0) {
    const noStack = { sentence: "Kafka is not up.", remedy: "npx katas up starts it." };
    return planFor(exercises, variants, { noStack });
  }
  const stack = await supervisor.ensure([...new Set(up)]);
  supervisor.close();
  return planFor(exercises, variants, { stack });
}
