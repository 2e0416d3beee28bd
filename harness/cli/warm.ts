import type { Command } from "commander";
import { readCourse } from "../course/index.ts";
import { pen, thisTerminal } from "../feedback/index.ts";
import type { OnProgress, ServiceName } from "../runtime/index.ts";
import { interruptible } from "./terminal/interrupt.ts";

/** `katas warm`: fetches what the course will need, so that afterwards it works without a network. */
export function warm(program: Command): void {
  program
    .command("warm")
    .description("fetch all that the servers need, for a room or a train without network")
    .addHelpText(
      "after",
      `
Example:
  npx katas warm

It returns as soon as everything is here, while the servers go on starting behind it. What was fetched is shared by all
checkouts of the course on this machine.`,
    )
    .action(async () => {
      const needs = new Set(readCourse().flatMap(({ exercises }) => exercises.flatMap((exercise) => exercise.needs)));
      const services: ServiceName[] = needs.size > 0 ? [...needs] : ["kafka"];
      const { showProgress } = await import("./terminal/progress.ts");
      const ink = pen(thisTerminal());
      const { onProgress, stop } = showProgress();
      await interruptible(async (signal) => {
        try {
          const ready = await fetched(services, onProgress, signal);
          console.log(` Everything the servers need is here. ${ready ? "They run." : "They are starting."}`);
          console.log(ink.dim(" How they are: npx katas status"));
        } finally {
          stop();
        }
      });
    });
}

/**
 * Waits until nothing is left to fetch; what starts goes on starting.
 * @returns whether the servers answer already
 * @throws Problem where something cannot be had
 */
async function fetched(services: ServiceName[], onProgress: OnProgress, signal: AbortSignal): Promise<boolean> {
  const { ensure } = await import("../runtime/index.ts");
  return await new Promise<boolean>((resolve, reject) => {
    const starting = new Set<string>();
    const listener: OnProgress = (event) => {
      onProgress(event);
      // Each service fetches before it starts.
      if (event.stage === "start") starting.add(event.what);
      if (starting.size >= services.length) resolve(false);
    };
    ensure(services, { onProgress: listener, signal }).then(() => resolve(true), reject);
  });
}
