import type { Command } from "commander";
import { readCourse } from "../course/index.ts";
import { pen, thisTerminal } from "../feedback/index.ts";
import type { ServiceName } from "../runtime/index.ts";
import { fetched } from "./fetched.ts";
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
