// exercise: 03/05
// Writes what looks like messages of its own: strange methods, forged ids, a failure of somebody else's.
import { writeSync } from "node:fs";

const methods = ["constructor", "__proto__", "toString", "$close", "$call", "load", "failed", "pull", "callback"];
for (const method of methods) {
  for (const args of ["[]", "[4]", "[-1,-1]", "{}", "[-7,4294967295]"]) {
    writeSync(3, `[{"t":1,"m":2,"i":3,"a":4},"q",${JSON.stringify(method)},"id",${args}]\n`);
  }
  writeSync(3, `[{"t":1,"i":2,"r":4},"s",${JSON.stringify(method)},0,{"returned":-1}]\n`);
}
export async function slidingWindows(): Promise<unknown> {
  return [];
}
export { slidingWindows as assignWindows };
