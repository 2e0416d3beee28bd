// Whatever a command loads later, kafkajs's cure is there before kafkajs: once compiled, a command's own imports come
// before its first line.
import "../kafka/cured.ts";
import { complain } from "./terminal/complain.ts";

/**
 * Reads the command line and runs one command. Each command loads what it needs and no more: `npm test` should not pay
 * for `doctor`.
 */
export async function main(args: string[]): Promise<void> {
  // A command says when it is done: one that is left with nothing to wait for has not done what it was asked.
  process.once("beforeExit", () => {
    process.exit(complain(new Error("The command was left with nothing to wait for before it was done.")));
  });
  try {
    const { programFor } = await import("./program.ts");
    await (await programFor(args)).parseAsync(args, { from: "user" });
  } catch (error) {
    process.exitCode = complain(error);
  }
  // Warm servers live in a process of their own: nothing here is worth waiting for once a command is done.
  process.exit(process.exitCode ?? 0);
}
