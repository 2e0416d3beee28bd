import { EXIT, Problem } from "../problem.ts";
import type { Availability, RuntimeName } from "./contract.ts";
import { firstNamed } from "./external/addresses.ts";

const WANTS = ["auto", "docker", "jvm", "external"] as const;

/** What `KATAS_RUNTIME` asks for. */
export type Want = (typeof WANTS)[number];

/** What a supervisor can be asked for: an external cluster has no servers of ours. */
export type OwnedWant = Exclude<Want, "external">;

/** A runtime, and half a sentence that says why it is this one. */
export interface Choice {
  runtime: RuntimeName;
  reason: string;
}

/** Could a runtime be used on this machine now? Asked one at a time, and only if the answer matters. */
export interface Machine {
  docker(): Promise<Availability>;
  jvm(): Promise<Availability>;
}

/**
 * What the environment asks for; `auto` becomes `external` where addresses are given.
 * @throws Problem (usage) on an unknown value
 */
export function wanted(env: NodeJS.ProcessEnv = process.env): Want {
  const value = env.KATAS_RUNTIME?.trim() || "auto";
  const want = WANTS.find((name) => name === value);
  if (want === undefined) {
    throw new Problem(`KATAS_RUNTIME=${value} names no runtime.`, {
      remedy: `Set it to one of ${WANTS.join(", ")}, or leave it out (auto).`,
      exitCode: EXIT.usage,
    });
  }
  return want === "auto" && firstNamed(env) ? "external" : want;
}

/** Why the external cluster is the choice. */
export function externalReason(env: NodeJS.ProcessEnv = process.env): string {
  return env.KATAS_RUNTIME?.trim() === "external" ? asked("external") : `${firstNamed(env)} is set`;
}

/**
 * Chooses between the runtimes that are ours: in `auto` docker first, as the course's first way, then jvm.
 * @throws Problem where the runtime asked for, or with `auto` neither, can be used
 */
export async function choose(want: OwnedWant, machine: Machine): Promise<Choice> {
  if (want !== "auto") {
    const found = await machine[want]();
    if (!found.ok)
      throw new Problem(sentence(`KATAS_RUNTIME=${want}, but ${lowerFirst(clause(found.why))}`), {
        remedy: sentence(found.remedy),
      });
    return { runtime: want, reason: asked(want) };
  }
  const docker = await machine.docker();
  if (docker.ok) return { runtime: "docker", reason: docker.detail };
  return insteadOfDocker(docker, await machine.jvm());
}

/**
 * What is left when docker cannot be used.
 * @throws Problem where Java cannot be used either, with both remedies in one sentence
 */
export function insteadOfDocker(docker: { why: string; remedy: string }, jvm: Availability): Choice {
  if (jvm.ok) return { runtime: "jvm", reason: `${clause(jvm.detail)} and ${lowerFirst(clause(docker.why))}` };
  throw new Problem(
    sentence(
      `Kafka needs Docker or Java here, but ${lowerFirst(clause(docker.why))} and ${lowerFirst(clause(jvm.why))}`,
    ),
    {
      remedy: `${clause(docker.remedy)}, or ${lowerFirst(clause(jvm.remedy))}.`,
    },
  );
}

/** The reason of a runtime that was asked for by name. */
export function asked(runtime: RuntimeName): string {
  return `KATAS_RUNTIME=${runtime} asks for it`;
}

/** "No image." → "No image", to stand inside another sentence. */
export function clause(text: string): string {
  return text.trim().replace(/\.$/, "");
}

function lowerFirst(text: string): string {
  return /^(Docker|Java|Kafka|KATAS)/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

function sentence(text: string): string {
  return `${clause(text)}.`;
}
