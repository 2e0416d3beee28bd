import { mkdirSync, readdirSync, symlinkSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./paths.ts";

/**
 * Gives a copy of the course the packages of this checkout, so that nothing is installed for it. What is compiled for it goes
 * with it: caches are its own.
 *
 * @param folder  that of the copy, which has no packages yet
 */
export function linkPackages(folder: string): void {
  const ours = path.join(ROOT, "node_modules");
  const theirs = path.join(folder, "node_modules");
  mkdirSync(theirs);
  for (const name of readdirSync(ours)) {
    if (name.startsWith(".") && name !== ".bin") continue;
    symlinkSync(path.join(ours, name), path.join(theirs, name), "junction");
  }
}
