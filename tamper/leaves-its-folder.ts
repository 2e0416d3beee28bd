// exercise: 03/07
// Makes links and copies, to reach through its own folder what it may not reach.
import * as fs from "node:fs";

const here = new URL(".", import.meta.url).pathname;
for (const [from, to] of [
  ["/etc", `${here}tampered`],
  [here, "/tmp/tampered-link"],
]) {
  for (const way of [fs.symlinkSync, fs.linkSync, fs.renameSync, fs.copyFileSync, fs.cpSync]) {
    try {
      way(from ?? "", to ?? "");
    } catch {
      // It may not be done.
    }
  }
}
export async function countPerMinute(): Promise<unknown> {
  return [];
}
export { countPerMinute as rerun, countPerMinute as sameCounts };
