// exercise: 03/06
// Asks which permissions it has, and changes what they were made from.
// says: sessionWindows threw
import { readFileSync } from "node:fs";

const { permission } = process as unknown as { permission?: { has(scope: string): boolean } };
process.env.NODE_OPTIONS = "--allow-fs-read=* --allow-child-process";
process.execArgv.push("--allow-fs-read=*");
if (permission) permission.has = () => true;
export async function sessionWindows(): Promise<unknown> {
  return readFileSync("/etc/passwd", "utf8");
}
