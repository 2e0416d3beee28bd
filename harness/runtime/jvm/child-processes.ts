import type { ChildProcess } from "node:child_process";

const children = new Set<ChildProcess>();

function killAll(): void {
  for (const child of children) child.kill("SIGKILL");
}

/** The last resort for a process that ends without having stopped its servers: they are killed as it exits. */
export function endWithThisProcess(child: ChildProcess): void {
  if (children.size === 0) process.on("exit", killAll);
  children.add(child);
  child.once("exit", () => {
    children.delete(child);
    if (children.size === 0) process.off("exit", killAll);
  });
}
