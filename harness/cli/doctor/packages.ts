import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../../paths.ts";
import type { Finding } from "./finding.ts";

interface Package {
  version?: string;
  dependencies?: Record<string, string>;
}

/** Are the packages installed that package-lock.json asks for? Those the course itself names; npm sees to the others. */
export function packages(root = ROOT): Finding {
  const wanted = Object.keys(readJson<Package>(path.join(root, "package.json"))?.dependencies ?? {});
  const locked = readJson<{ packages?: Record<string, Package> }>(path.join(root, "package-lock.json"))?.packages ?? {};
  const wrong = wanted.filter((name) => {
    const folder = `node_modules/${name}`;
    const installed = readJson<Package>(path.join(root, folder, "package.json"))?.version;
    const version = locked[folder]?.version;
    return installed === undefined || (version !== undefined && version !== installed);
  });
  if (wrong.length === 0)
    return { what: "packages", state: "ok", detail: `${wanted.length} as package-lock.json says` };
  const more = wrong.length > 3 ? ` and ${wrong.length - 3} more` : "";
  return {
    what: "packages",
    state: "problem",
    detail: `missing or of another version: ${wrong.slice(0, 3).join(", ")}${more}`,
    remedy: "Run: npm install",
  };
}

function readJson<T>(file: string): T | undefined {
  if (!existsSync(file)) return undefined;
  try {
    const read: T = JSON.parse(readFileSync(file, "utf8"));
    return read;
  } catch {
    return undefined;
  }
}
