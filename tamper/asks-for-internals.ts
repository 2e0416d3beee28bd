// exercise: 03/07
// Asks for what lies below the permission model: bindings, native code, the debugger, WASI.
// says: nothing below was reached
import inspector from "node:inspector";
import { WASI } from "node:wasi";

const got: string[] = [];
const ways: Record<string, () => unknown> = {
  binding: () => Reflect.get(process, "binding").call(process, "fs"),
  spawnBinding: () => Reflect.get(process, "binding").call(process, "spawn_sync"),
  linkedBinding: () => Reflect.get(process, "_linkedBinding").call(process, "fs"),
  dlopen: () => process.dlopen({ exports: {} }, "/lib/x86_64-linux-gnu/libc.so.6"),
  inspector: () => inspector.open(0, "127.0.0.1"),
  debugProcess: () => Reflect.get(process, "_debugProcess").call(process, process.pid),
  wasi: () => new WASI({ version: "preview1", preopens: { "/": "/" } }),
};
for (const [name, way] of Object.entries(ways)) {
  try {
    way();
    got.push(name);
  } catch {
    // It may not be had.
  }
}
export async function countPerMinute(): Promise<unknown> {
  throw new Error(got.length === 0 ? "nothing below was reached" : `reached: ${got}`);
}
export { countPerMinute as rerun, countPerMinute as sameCounts };
