/**
 * Examines whether the course can run on this machine, and says what to do where it cannot. Starts nothing and changes
 * nothing. Must not know: how its findings are shown.
 */
import { readCourse } from "../../course/index.ts";
import { computer } from "./computer.ts";
import { disks } from "./disks.ts";
import type { Finding } from "./finding.ts";
import { packages } from "./packages.ts";
import { servers } from "./servers.ts";
import { settings } from "./settings.ts";

export type { Finding, FindingState } from "./finding.ts";

/** Everything that was looked at, in the order of the report. */
export async function examine(): Promise<Finding[]> {
  const needs = new Set(readCourse().flatMap(({ exercises }) => exercises.flatMap((exercise) => exercise.needs)));
  const { findings, runtime } = await servers(needs);
  return [
    ...(await computer(needs)),
    packages(),
    ...(await disks(runtime, needs)),
    ...settings(process.env),
    ...findings,
  ];
}
