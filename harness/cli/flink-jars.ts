import { copyFileSync, mkdirSync, readdirSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { pen, thisTerminal } from "../feedback/index.ts";
import { EXIT, Problem } from "../problem.ts";
import { interruptible } from "./terminal/interrupt.ts";

/** `katas flink-jars`: what a Flink of somebody's own needs to run the course's jobs. */
export function flinkJarsCommand(program: Command): void {
  program
    .command("flink-jars")
    .description("copy the jars that a Flink of your own needs for the course's jobs to a folder")
    .argument("<folder>", "made if it is not there; it may hold no other jars")
    .addHelpText(
      "after",
      `
Example:
  npx katas flink-jars .katas/flink-jars

They belong into the lib folder of the JobManager, each TaskManager and the SQL Gateway, or into a folder in it: the Kafka
connector, GraalVM's JavaScript, and what runs TypeScript. docker-compose.yml looks for them in .katas/flink-jars.`,
    )
    .action(async (folder: string) => {
      const { flinkJars } = await import("../runtime/index.ts");
      const { showProgress } = await import("./terminal/progress.ts");
      const ink = pen(thisTerminal());
      const { onProgress, stop } = showProgress();
      await interruptible(async (signal) => {
        const jars = await flinkJars(onProgress, signal).finally(stop);
        try {
          mkdirSync(folder, { recursive: true });
          insistOnNoOthers(folder, new Set(jars.map(({ name }) => name)));
          for (const { file, name } of jars) copyFileSync(file, path.join(folder, name));
        } catch (cause) {
          if (cause instanceof Problem) throw cause;
          const why = cause instanceof Error ? cause.message : String(cause);
          throw new Problem(`The jars cannot be written to ${folder}: ${why}.`, {
            remedy: "Name a folder that you may write to.",
            exitCode: EXIT.usage,
            cause,
          });
        }
        console.log(` ${jars.length} jars are in ${ink.plain(folder)}.`);
      });
    });
}

/** Two versions of a jar on one class path are trouble, and what else is there is not ours to remove. */
function insistOnNoOthers(folder: string, wanted: ReadonlySet<string>): void {
  const other = readdirSync(folder).find((name) => name.endsWith(".jar") && !wanted.has(name));
  if (other === undefined) return;
  throw new Problem(`${folder} holds another jar, ${other}.`, {
    remedy: "Name a folder of its own, or remove the jars of an earlier version first.",
    exitCode: EXIT.usage,
  });
}
