import type { Command } from "commander";
import type { NodeStatus } from "../runtime/index.ts";

/** `katas down`: stops what this checkout has started. */
export function down(program: Command): void {
  program
    .command("down")
    .description("stop the servers of this checkout")
    .addHelpText(
      "after",
      `
Example:
  npx katas down

Stops the servers and the process that keeps them, and deletes their data: topics, groups and offsets. What was fetched
stays. A cluster of KATAS_KAFKA_BROKERS is not ours to stop.`,
    )
    .action(async () => {
      const { running } = await import("../runtime/index.ts");
      const supervisor = await running();
      if (!supervisor) {
        console.log(" Nothing of this checkout runs.");
        return;
      }
      const { pid, nodes } = await supervisor.status();
      const started = nodes.filter(({ state }) => state !== "stopped");
      if (started.length > 0) console.error(" stopping ...");
      await supervisor.down();
      for (const node of started) console.log(` Stopped ${describe(node)}.`);
      console.log(` Stopped the supervisor (process ${pid}).`);
    });
}

function describe({ node, runtime, address }: NodeStatus): string {
  return `${node} (${[runtime, address].filter(Boolean).join(", ")})`;
}
