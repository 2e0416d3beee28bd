import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/**
 * Stands for what a supervisor runs: one that was started from other sources than its client's must not serve it.
 * @param folder all code and data in it count, tests do not
 */
export function sourcesHash(folder: string): string {
  const hash = createHash("sha256").update(process.version);
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|json|properties)$/.test(file) && !/\.test\.ts$/.test(file))
    .sort();
  for (const file of files) hash.update(`\0${file}\0`).update(readFileSync(path.join(folder, file)));
  return hash.digest("hex").slice(0, 16);
}
