import { spawn } from "node:child_process";
import path from "node:path";
import { ROOT, uncompiled } from "../../paths.ts";

/**
 * Reads a pipe whose other end only the supervisor holds. At end-of-file, however the supervisor came to its end, it
 * kills the supervisor's process group, in which all servers are, and removes its containers if it was told that there
 * are some. A shell, as it lives as long as the supervisor and needs a megabyte.
 */
const SCRIPT = `
containers=
while read -r word; do
  case $word in containers) containers=1 ;; none) containers= ;; esac
done
group=$1; shift
kill -s KILL -- "-$group" 2>/dev/null
if [ -n "$containers" ]; then exec "$@"; fi
`;

export interface Guardian {
  pid: number | undefined;
  /** Are there containers to be removed should this process die? */
  tell(word: "containers" | "none"): void;
}

/**
 * Starts the guardian of this process, which must lead a process group. On Windows there is none: Node's children end
 * with it there (they share a job object), and containers are removed at the next start.
 * @param owner the label of this process's containers
 */
export function startGuardian(owner: string): Guardian {
  if (process.platform === "win32") return { pid: undefined, tell: () => {} };
  const remover = path.resolve(import.meta.dirname, "../docker/remove-main.ts");
  const args = [process.execPath, ...uncompiled(remover), owner];
  const child = spawn("sh", ["-c", SCRIPT, "guardian", String(process.pid), ...args], {
    // A group of its own, or it would kill itself first.
    detached: true,
    cwd: ROOT,
    stdio: ["pipe", "ignore", "inherit"],
  });
  child.stdin.on("error", () => {});
  child.unref();
  return { pid: child.pid, tell: (word) => void child.stdin.write(`${word}\n`) };
}
