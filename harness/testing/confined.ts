import { inject } from "vitest";
import type { Sandbox } from "../sandbox/index.ts";
import type { Submission, Target } from "../target/index.ts";
import { closeGate, reachOf } from "./reach.ts";

const plan = inject("katas");

/** The submission that is being judged; checks of one follow each other, so that one process serves them all. */
let current: { target: Target; sandbox: Sandbox } | undefined;

/** The first submission's process, which is started before it is needed. */
let first: { target: Target; opening: Promise<Sandbox> } | undefined;

/** Has the process of a test file's first submission start while the file is still being loaded. */
export function begin(test: string): void {
  const exercise = plan.exercises.find((one) => one.test === test);
  const target = plan.variants.find((variant) => variant.staged)?.target;
  // Of what was refused there is none, nor of a script of SQL.
  if (!exercise || target === undefined || exercise.staged[target]?.bundle === undefined) return;
  const opening = open(exercise.key, target);
  // Told to whoever asks for it.
  opening.catch(() => {});
  first = { target, opening };
}

/** What a submission's file exports; its process is started when it is first needed. @throws why it cannot be had */
export async function confined(key: string, target: Target): Promise<Record<string, unknown>> {
  if (current?.target !== target) {
    const begun = first?.target === target ? first.opening : undefined;
    if (begun) first = undefined;
    await endConfined();
    current = { target, sandbox: await (begun ?? open(key, target)) };
  }
  return current.sandbox.load();
}

/** A process of its own for a submission, which the caller closes. */
export async function open(key: string, target: Target): Promise<Sandbox> {
  const { staged, confinement } = submission(key, target);
  // Loaded only here: no other run needs it.
  const [{ Sandbox }, servers] = await Promise.all([import("../sandbox/sandbox.ts"), reachOf(plan, key)]);
  return Sandbox.open(staged, confinement, (line) => console.log(line), servers);
}

/** A submission's files, and what holds its code. @throws Refusal where there is nothing to run */
export function submission(key: string, target: Target): Submission {
  const staged = plan.exercises.find((exercise) => exercise.key === key)?.staged[target];
  if (!staged || !plan.confinement) throw new Error(`this run has no submission ${target} for ${key}`);
  if (staged.refused !== undefined) throw new Refusal(staged.refused);
  return { staged, confinement: plan.confinement };
}

/** There is nothing that could be run. */
export class Refusal extends Error {
  override readonly name = "Refusal";
}

/** Before a check: a process that an earlier check ended is not asked again. */
export async function forgetEnded(): Promise<void> {
  if (current && !current.sandbox.alive) await endConfined();
}

/** After a check's body has passed: what its code still does, or how it ended, counts. @throws SandboxEnded */
export async function settle(): Promise<void> {
  await current?.sandbox.settle();
}

/** After every check: what its code does later reaches nothing of this check's any more. */
export function letGo(): void {
  current?.sandbox.letGo();
}

/** Ends the process, whatever it does. */
export async function endConfined(): Promise<void> {
  const begun = first?.opening.catch(() => undefined);
  first = undefined;
  for (const sandbox of [current?.sandbox, await begun]) await sandbox?.close();
  current = undefined;
}

/** At the end of a test file. */
export async function endAll(): Promise<void> {
  await endConfined();
  await closeGate();
}
