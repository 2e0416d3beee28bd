/** The other process of `crash`: reads which function to call from stdin, calls it, and exits 0 or 1. */
import "../kafka/read-committed.ts";
import { json } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const { file, name, args } = (await json(process.stdin)) as { file: string; name: string; args: unknown[] };
const module: Record<string, unknown> = await import(pathToFileURL(file).href);
const fn = module[name];
if (typeof fn !== "function") throw new Error(`${name} is not exported`);
await fn(...args);
process.exit(0);
