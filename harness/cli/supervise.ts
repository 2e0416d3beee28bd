import type { Command } from "commander";

/** The process that keeps a checkout's servers; started by whoever needs them first, for nobody else. */
export function supervise(program: Command): void {
  program
    .command("supervise")
    .argument("<state>", "the checkout's state folder")
    .action(async (state: string) => {
      const { supervise } = await import("../runtime/supervise.ts");
      await supervise(state);
    });
}
