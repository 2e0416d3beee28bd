import type { Command } from "commander";
import { pen, thisTerminal } from "../feedback/index.ts";
import { addressRows, parseServices, serviceList, systems } from "./services.ts";
import { interruptible } from "./terminal/interrupt.ts";

/** `katas up`: starts servers now, waits for them, and tells where they answer. */
export function up(program: Command): void {
  program
    .command("up")
    .description("start the servers now and show their addresses")
    .argument("[services...]", serviceList(), ["kafka"])
    .addHelpText(
      "after",
      `
Examples:
  npx katas up
  npx katas up kafka3
  npx katas up kafka flink

Nobody has to: a test run starts what it needs. They stop by themselves when nobody has used them for 20 minutes
(KATAS_IDLE_MINUTES).`,
    )
    .action(async (words: string[]) => {
      const services = parseServices(words);
      const { ensure } = await import("../runtime/index.ts");
      const { showProgress } = await import("./terminal/progress.ts");
      const { columns } = await import("./terminal/table.ts");
      const ink = pen(thisTerminal());
      const { onProgress, stop } = showProgress();
      await interruptible(async (signal) => {
        try {
          const stack = await ensure(services, { onProgress, signal });
          console.log(ink.dim(` ${systems(services)} on ${stack.runtime}: ${ink.plain(stack.reason)}`));
          console.log(columns(addressRows(stack)));
          const end = "Stop: npx katas down   How they are: npx katas status";
          if (stack.runtime !== "external") console.log(ink.dim(` ${end}`));
        } finally {
          stop();
        }
      });
    });
}
