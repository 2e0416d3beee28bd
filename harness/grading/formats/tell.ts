import type { Grade, GradedCheck, GradedExercise } from "../grade.ts";
import { inert, inertLine } from "./inert.ts";

/** "03/06" of "03/06-session-windows": what commands take. */
export function short(key: string): string {
  return key.slice(0, "00/00".length);
}

/** A check in one line, its code first. */
export function named(key: string, { code, title }: GradedCheck): string {
  return inertLine(`${short(key)} ${code} ${title}`, 120);
}

/** All that a check says for itself, as a block of text: its sentence, the evidence, the smallest input, the diagnosis. */
export function told(check: GradedCheck): string {
  const { message = "", evidence = [], counterexample, diagnosis, where } = check;
  return [
    inert(message, { letters: 600, lines: 10 }),
    ...(evidence.length > 0
      ? [inert(evidence.map((line) => line.slice(0, 3000)).join("\n"), { letters: 3000, lines: 40 })]
      : []),
    ...(counterexample ? [`Smallest input: ${inert(counterexample, { letters: 1000, lines: 20 })}`] : []),
    ...(diagnosis ? [inert(diagnosis, { letters: 600, lines: 10 })] : []),
    ...(where ? [`Line ${where.line} of ${inertLine(where.file, 200)}`] : []),
  ].join("\n\n");
}

/** The checks that have something to tell that the note of their exercise does not say for all of them. */
export function withWords({ checks, note }: GradedExercise): GradedCheck[] {
  return checks.filter(({ verdict, message }) => verdict !== "pass" && (note === undefined || message !== note));
}

/** What did not hold the learner's code in this run: announced, never dropped silently. */
export function unconfined({ confinement }: Grade): string[] {
  const open = Object.entries(confinement).flatMap(([name, holds]) => (holds ? [] : [name]));
  if (open.length === 0) return [];
  return [`Not confined in this run: ${open.join(", ")}.`, ...(confinement.processes ? [] : [FORGEABLE])];
}

const FORGEABLE =
  "Its code ran among the processes that judge it: code that goes after a hole in Node could forge this grade.";

export const OUR_ERROR = "An error is a fault of the course or its servers, not of this work: grade it again.";
