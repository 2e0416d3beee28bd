/**
 * The other process of `crash`: reads from stdin which function to call, calls it, and exits 0, or 1 with what it threw
 * as its last line. It ends with the process that started it, even where the function never gives the thread back.
 */
import "../kafka/cured.ts";
import { json } from "node:stream/consumers";
import { pathToFileURL } from "node:url";
import { endWithParent } from "./lifeline.ts";

endWithParent();

const { file, name, args } = (await json(process.stdin)) as { file: string; name: string; args: unknown[] };
try {
  const module: Record<string, unknown> = await import(pathToFileURL(file).href);
  const fn = module[name];
  if (typeof fn !== "function") throw new Error(`${name} is not exported`);
  await fn(...args);
} catch (error) {
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
  process.exit(1);
}
process.exit(0);
