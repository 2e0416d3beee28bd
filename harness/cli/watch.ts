import type { Command } from "commander";

export function watch(program: Command): void {
  program.command("watch");
}
