// exercise: 03/05
// Reads what lies outside of its own folder: the tests, the answers, the account of the teacher.
// says: nothing could be read
import * as fs from "node:fs";

const parent = `/proc/${process.ppid}`;
const wanted = [
  ...["/etc/passwd", "/proc/self/environ", "/proc/1/cmdline", "/proc/self/cwd/../../", process.execPath, "/"],
  ...[`${parent}/environ`, `${parent}/cwd`, `${parent}/cwd/exercises`, "..", "../..", "../../solutions"],
];
const read: string[] = [];
for (const file of [...wanted, ...wanted.map((name) => Buffer.from(name)), new URL("file:///etc/hosts")]) {
  for (const way of [
    fs.readFileSync,
    fs.readdirSync,
    fs.openSync,
    fs.readlinkSync,
    fs.realpathSync.native,
    fs.opendirSync,
  ]) {
    try {
      way(file as string, "utf8" as never);
      read.push(`${way.name} ${String(file)}`);
    } catch {
      // It is not to be read.
    }
  }
}
export async function slidingWindows(): Promise<unknown> {
  throw new Error(read.length === 0 ? "nothing could be read" : `read: ${read.join(", ")}`);
}
export { slidingWindows as assignWindows };
