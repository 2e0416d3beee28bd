import type { Command } from "commander";
import { interruptible } from "./terminal/interrupt.ts";

/** One lane of a grading; started by `katas grade`, for nobody else. */
export function lane(program: Command): void {
  program
    .command("lane")
    .argument("<state>", "the folder that holds its request")
    .action(async (state: string) => {
      const { runLane } = await import("../grading/index.ts");
      // A grader that is gone, even killed, has no use for it.
      const orphaned = () => process.kill(process.pid, "SIGTERM");
      process.stdin.once("close", orphaned).resume();
      await interruptible((signal) => runLane(state, signal));
      process.stdin.off("close", orphaned).destroy();
      // Vitest leaves word of failed checks in it; what they are worth is not the lane's to say.
      process.exitCode = 0;
    });
}
